import ImageGraph

extension PlannedImage {
    /// A planned image of which nothing is decided yet.
    init(undecided desired: DesiredImage) {
        self.init(
            desired: desired,
            decision: .build,
            reasons: [],
            missingTags: [],
            tagsIfBuilt: [],
            pullReferences: [],
            obsoleteTags: [],
            warnings: []
        )
    }

    mutating func keep(_ id: String, because reasons: [Reason]) {
        decision = .keep
        imageID = id
        comparedWith = id
        self.reasons = reasons
    }

    /// Finds which required tags the kept image lacks, and which other images carry one without deserving it.
    ///
    /// A tag counts only where name and tag are exactly the same: `candidate-old` is not `candidate`.
    mutating func settleTags(against inventory: Inventory) {
        for tag in desired.requiredTags {
            guard let wanted = try? desired.reference.withTag(tag) else { continue }
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
