import ImageGraph

extension PlannedImage {
    /// A planned image of which nothing is decided yet.
    init(undecided desired: DesiredImage) {
        self.init(
            desired: desired,
            decision: .build,
            reasons: [],
            missingTags: [],
            leftovers: [],
            tagsIfBuilt: [],
            pullReferences: [],
            findings: [],
            obsoleteTags: [],
            warnings: []
        )
    }

    mutating func build(because reasons: [Reason], _ options: PlanOptions) {
        let course = Alternative.build(because: reasons, options)
        (decision, self.reasons, refusal) = (course.decision, course.reasons, course.refusal)
    }

    mutating func keep(_ id: String, because reasons: [Reason]) {
        decision = .keep
        imageID = id
        comparedWith = id
        self.reasons = reasons
    }

    /// Finds which tags the kept image lacks, which other images carry a required one without deserving it, and what runs that were
    /// cut off left.
    ///
    /// A tag counts only where name and tag are exactly the same: `candidate-old` is not `candidate`. An image of equal content deserves
    /// it, whatever its labels say: from there the tag just moves.
    mutating func settleTags(against inventory: Inventory) {
        leftovers = inventory.images(named: desired.reference.name).flatMap { image in
            image.tags.filter { $0.name == desired.reference.name && $0.isUnfinished }
                .map { Leftover(imageID: image.id, reference: $0.familiar) }
        }
        if decision == .keep { healTags(against: inventory) }
        for tag in desired.requiredTags {
            guard let wanted = try? desired.reference.withTag(tag) else { continue }
            let carrier = inventory.image(wanted)
            if decision == .keep, carrier?.id != imageID {
                lacks(tag)
            }
            if let carrier, carrier.id != imageID, imageID == nil || !isOfSameInputs(carrier) {
                obsoleteTags.append(
                    ObsoleteTag(
                        imageID: carrier.id,
                        reference: wanted.familiar,
                        tags: carrier.tags.map(\.familiar)
                    )
                )
            }
        }
        if decision == .keep, !missingTags.isEmpty { decision = .retag }
    }

    /// Finds the hash and input tag that the kept image's labels deserve and that no image carries, because the run that built it was
    /// interrupted.
    ///
    /// An image that was pulled has the one by which it was asked for, and no claim to the other. Some engines name a digest
    /// for every image, so that does not tell what was pulled from what was built: for HEAD's own commit both may have the hash tag.
    private mutating func healTags(against inventory: Inventory) {
        guard let imageID, let kept = inventory.image(id: imageID), desired.role == .buildable else { return }
        guard let deserved = DeservedTags(kept.labels) else { return }
        let mayBePulled = kept.digests.contains { $0.name == desired.reference.name }
        let hasHash = kept.carries([deserved.hash], of: desired.reference)
        if deserved.hash == desired.commit || !mayBePulled { heal(deserved.hash, inventory) }
        if !hasHash || !mayBePulled { heal(deserved.input, inventory) }
    }

    private mutating func heal(_ tag: String, _ inventory: Inventory) {
        guard let wanted = try? desired.reference.withTag(tag), inventory.image(wanted) == nil else { return }
        lacks(tag)
    }

    private mutating func lacks(_ tag: String) {
        missingTags.append(tag)
        reasons.append(.tagMissing(tag: tag))
    }

    private func isOfSameInputs(_ image: Inventory.Image) -> Bool {
        desired.inputDigest != nil && image.labels[LabelName.inputDigest] == desired.inputDigest
    }
}

extension PlannedImage.Alternative {
    /// A build, refused where nothing may be built.
    static func build(because reasons: [Reason], _ options: PlanOptions) -> Self {
        Self(decision: .build, reasons: reasons, refusal: options.pullPolicy == .required ? .buildForbidden : nil)
    }
}

extension Inventory.Image {
    /// Whether it carries every one of `tags` under the repository of `reference`.
    func carries(_ required: [String], of reference: ImageReference) -> Bool {
        required.allSatisfy { tag in tags.contains { $0.name == reference.name && $0.tag == tag } }
    }
}
