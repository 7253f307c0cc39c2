public import ImageGraph

/// By which reference an image is to be had, as far as the answers of registries tell. What asks registries and what decides go by it
/// alike, so that just that is asked which a decision rests on.
public struct PublishedChoice: Sendable, Hashable {
    public enum Outcome: Sendable, Hashable {
        /// This reference is to be asked for next; with labels where only they tell whether it is the right image.
        case open(ImageReference, needsLabels: Bool)
        /// It is published, and right.
        case found(ImageReference, RegistryInventory.Manifest)
        /// It is published; whether it is right only a pull can tell.
        case uncertain
        /// No registry has it, or only one that is made of something else.
        case notPublished
        /// Registries gave no answer that a decision could rest on: why.
        case unanswered(RegistryFinding)
    }

    public let outcome: Outcome
    /// What was asked and answered, in that order.
    public let findings: [RegistryFinding]

    /// - Parameters:
    ///   - desired: an image with sources that may be pulled, or one that is taken as it is.
    ///   - answers: what registries said so far.
    public init(of desired: DesiredImage, _ answers: RegistryInventory, identity: PlanOptions.Identity) {
        var findings: [RegistryFinding] = []
        for reference in desired.published(identity) {
            let needsLabels = !desired.isProved(by: reference, identity)
            guard let answer = answers[reference] else {
                self.init(.open(reference, needsLabels: needsLabels), findings)
                return
            }
            if case .found(let manifest) = answer, needsLabels {
                guard let labels = manifest.labels else {
                    let outcome = manifest.isEngineView ? Outcome.uncertain : .open(reference, needsLabels: true)
                    self.init(outcome, findings)
                    return
                }
                let difference = desired.difference(from: labels, of: manifest.digest, identity)
                findings.append(RegistryFinding(reference, answer, difference: difference))
                if difference != nil { continue }
            } else {
                findings.append(RegistryFinding(reference, answer))
            }
            switch answer {
            case .notFound: continue
            case .found(let manifest): self.init(.found(reference, manifest), findings)
            case .unreachable, .refused: self.init(.unanswered(findings[findings.count - 1]), findings)
            }
            return
        }
        self.init(.notPublished, findings)
    }

    private init(_ outcome: Outcome, _ findings: [RegistryFinding]) {
        self.outcome = outcome
        self.findings = findings
    }
}

extension DesiredImage {
    /// What a registry is asked for, in this order. By content the input tag comes first, because that alone proves what it names,
    /// and one question is enough.
    fileprivate func published(_ identity: PlanOptions.Identity) -> [ImageReference] {
        if role != .buildable {
            let locked = lockedDigest.flatMap { try? reference.withDigest($0) }
            return [locked ?? reference]
        }
        guard identity == .content else { return pullReferences }
        return pullReferences.filter { isProved(by: $0, identity) }
            + pullReferences.filter { !isProved(by: $0, identity) }
    }

    /// Whether a registry's having this reference proves that it has the right image.
    fileprivate func isProved(by reference: ImageReference, _ identity: PlanOptions.Identity) -> Bool {
        guard role == .buildable else { return true }
        guard identity == .content, let digest = inputDigest else { return false }
        return reference.tag == DeservedTags.inputTag(of: digest)
    }

    /// How an image of a registry differs from what the sources ask for: by its input digest, or where it has none by its labels.
    ///
    /// - Parameter image: names it in the reason.
    package func difference(
        from labels: [String: String],
        of image: String,
        _ identity: PlanOptions.Identity
    ) -> Reason? {
        if let found = labels[LabelName.inputDigest], let expected = inputDigest {
            if found != expected { return .inputDigestDiffers(expected: expected, found: found, image: image) }
            if identity == .content { return nil }
        }
        return LabelComparison.firstDifference(
            wanted: self.labels,
            acceptedVersions: acceptedVersions,
            found: labels,
            image: image
        )
    }
}
