import ImageGraph

extension PlannedImage {
    /// A planned image with all that does not depend on the decision.
    init(undecided subject: DesiredImage) {
        self.init(
            key: subject.key,
            reference: subject.reference,
            role: subject.role,
            origin: subject.origin,
            decision: .build,
            reasons: [],
            parents: subject.parents,
            state: subject.state,
            inputDigest: subject.inputDigest,
            labels: subject.labels,
            acceptedVersions: subject.acceptedVersions,
            imageID: nil,
            fallsWithAncestors: false,
            requiredTags: subject.requiredTags,
            missingTags: [],
            tagsIfBuilt: [],
            pullReferences: [],
            obsoleteTags: [],
            warnings: subject.warnings
        )
    }

    mutating func keep(_ id: String, because reasons: [Reason], fallsWithAncestors: Bool = false) {
        decision = .keep
        imageID = id
        self.reasons = reasons
        self.fallsWithAncestors = fallsWithAncestors
    }

    /// Finds which required tags the kept image lacks, and which other images carry one without deserving it.
    ///
    /// A tag counts only where name and tag are exactly the same: `candidate-old` is not `candidate`.
    mutating func settleTags(against inventory: Inventory) {
        for tag in requiredTags {
            guard let wanted = try? reference.withTag(tag) else { continue }
            let carrier = inventory.image(wanted)
            if decision == .keep, carrier?.id != imageID {
                missingTags.append(tag)
                reasons.append(.tagMissing(tag: tag))
            }
            if let carrier, carrier.id != imageID {
                obsoleteTags.append(
                    ObsoleteTag(
                        imageID: carrier.id,
                        reference: wanted.familiar,
                        tags: carrier.tags.map(\.familiar)
                    )
                )
            }
        }
    }
}

extension Inventory.Image {
    /// Whether it carries every one of `tags` under the repository of `reference`.
    func carries(_ required: [String], of reference: ImageReference) -> Bool {
        required.allSatisfy { tag in tags.contains { $0.name == reference.name && $0.tag == tag } }
    }
}
