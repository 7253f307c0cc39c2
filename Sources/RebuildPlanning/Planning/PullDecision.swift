import ImageGraph
import ManifestKit

/// Whether what the engine lacks is pulled, and by what: rows 2 and 7 of the contract's table (2.5), from what registries said.
struct PullDecision {
    let options: PlanOptions
    let published: RegistryInventory

    /// Row 2: an image that is taken as it is. What its registry will not give fails.
    func pull(_ planned: inout PlannedImage, because reasons: [Reason]) {
        planned.decision = .pull
        planned.reasons = reasons
        planned.pullReferences = [planned.desired.reference]
        planned.pullDigest = planned.desired.lockedDigest
        guard options.pullPolicy != .never else {
            planned.refusal = .pullForbidden
            return
        }
        let choice = PublishedChoice(of: planned.desired, published, identity: options.identity)
        planned.findings = choice.findings
        planned.reasons += choice.findings.map(\.reason)
        switch choice.outcome {
        case .found(let reference, let manifest): planned.settle(on: manifest, of: reference)
        case .open, .uncertain: break
        case .notPublished: planned.refusal = choice.findings.last?.reason
        // The engine may have another way to it.
        case .unanswered(let finding): planned.refusal = finding.outcome == .unreachable ? nil : finding.reason
        }
    }

    /// Row 2: an image that is there, and whose tag its registry may mean another one by. What was not asked, or got no answer, is kept,
    /// and said.
    func renew(_ planned: inout PlannedImage, _ present: Inventory.Image) {
        guard options.pullPolicy != .never else { return }
        let reference = planned.desired.reference
        let choice = PublishedChoice(of: planned.desired, published, identity: options.identity)
        planned.findings = choice.findings
        switch choice.outcome {
        case .open, .uncertain: return
        case .notPublished, .unanswered: planned.warnings += choice.findings.suffix(1).map(\.reason)
        case .found(_, let manifest):
            let digests = present.digests(of: reference)
            if digests.contains(manifest.digest) { return }
            let found = digests.first ?? "none"
            planned.imageID = nil
            let moved = Reason.movedInRegistry(reference: reference.familiar, published: manifest.digest, found: found)
            pull(&planned, because: [moved])
        }
    }

    /// What is to be taken as it is, and must not be.
    func refuse(_ planned: inout PlannedImage, because reason: Reason) {
        planned.decision = .pull
        planned.reasons = [reason]
        planned.refusal = reason
    }

    /// Row 7: what is clean may be had from the registry, unless that must not be asked.
    func pullOrBuild(_ planned: inout PlannedImage, because reasons: [Reason]) {
        let references = planned.desired.pullReferences
        guard options.pullPolicy != .never, let first = references.first else {
            planned.build(because: reasons, options)
            return
        }
        let choice = PublishedChoice(of: planned.desired, published, identity: options.identity)
        planned.findings = choice.findings
        switch choice.outcome {
        case .open, .uncertain:
            pull(&planned, by: references, because: reasons + [.clean(reference: first.familiar)], else: reasons)
        case .found(let reference, let manifest):
            let facts = choice.findings.map(\.reason)
            pull(&planned, by: [reference], because: reasons + facts.suffix(1), else: reasons)
            planned.settle(on: manifest, of: reference)
        case .notPublished: build(&planned, because: reasons, choice.findings)
        case .unanswered(let finding):
            if finding.outcome == .unreachable || options.registryErrors == .build {
                build(&planned, because: reasons, choice.findings)
                if finding.outcome == .refused { planned.warnings.append(finding.reason) }
            } else {
                refuse(&planned, because: reasons, choice.findings)
            }
        }
    }

    private func pull(
        _ planned: inout PlannedImage,
        by references: [ImageReference],
        because reasons: [Reason],
        else otherwise: [Reason]
    ) {
        planned.decision = .pull
        planned.reasons = reasons
        planned.pullReferences = references
        planned.ifNotPulled = .build(because: otherwise, options)
    }

    /// A build, because no registry gives it; where nothing may be built, that is why it fails.
    private func build(_ planned: inout PlannedImage, because reasons: [Reason], _ findings: [RegistryFinding]) {
        guard options.pullPolicy != .required else {
            refuse(&planned, because: reasons, findings)
            return
        }
        planned.build(because: reasons + findings.map(\.reason), options)
    }

    private func refuse(_ planned: inout PlannedImage, because reasons: [Reason], _ findings: [RegistryFinding]) {
        planned.decision = .pull
        planned.reasons = reasons + findings.map(\.reason)
        planned.refusal = findings.last?.reason
        planned.pullReferences = findings.last.map { [$0.reference] } ?? []
    }
}

extension PlannedImage {
    /// Whether its registry is to be asked although the engine has it: the list wants its tag followed.
    package var mayHaveMoved: Bool {
        desired.role != .buildable && decision.keepsImage && desired.baseFreshness == .rebuild
            && desired.reference.digest == nil
    }

    fileprivate mutating func settle(on manifest: RegistryInventory.Manifest, of reference: ImageReference) {
        pullDigest = manifest.digest
        guard let now = manifest.movedTo else { return }
        warnings.append(.tagMoved(reference: reference.familiar, planned: manifest.digest, now: now))
    }
}

extension Inventory.Image {
    /// By which digests registries know it under the name of a reference; none for one that was built or loaded here.
    func digests(of reference: ImageReference) -> [String] {
        digests.filter { $0.name == reference.name }.compactMap(\.digest)
    }
}
