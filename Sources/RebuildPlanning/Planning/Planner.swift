import ImageGraph

/// Decides for each image whether it is kept, pulled or built: the table of the contract (2.5) as a pure function.
///
/// The planner does no input or output; the same values always give the same plan.
public struct Planner: Sendable {
    public let options: PlanOptions

    public init(options: PlanOptions = PlanOptions()) {
        self.options = options
    }

    /// The plan for `subjects`, which must come parents before children.
    ///
    /// - Parameter inventory: what the engine has; nil where no engine was asked. Then every decision rests on the
    ///   sources alone: what is clean is to be pulled, the rest to be built.
    /// - Complexity: O(images + edges + present images of their names).
    public func plan(_ subjects: [DesiredImage], inventory: Inventory?, buildTag: String) -> RebuildPlan {
        var ancestry: [ImageKey: Ancestry] = [:]
        ancestry.reserveCapacity(subjects.count)
        var images: [PlannedImage] = []
        images.reserveCapacity(subjects.count)
        for subject in subjects {
            let above = Ancestry(of: subject, known: ancestry)
            let planned = decide(subject, above: above, inventory: inventory)
            ancestry[subject.key] = above.including(subject, decision: planned.decision)
            images.append(planned)
        }
        return RebuildPlan(
            buildTag: buildTag,
            options: options,
            engineAsked: inventory != nil,
            images: images
        )
    }

    private func decide(_ subject: DesiredImage, above: Ancestry, inventory: Inventory?) -> PlannedImage {
        var planned = PlannedImage(undecided: subject)
        if subject.role == .buildable {
            decideBuildable(&planned, subject, above: above, inventory: inventory)
        } else {
            decideExternal(&planned, subject, inventory: inventory)
        }
        if let inventory { planned.settleTags(against: inventory) }
        return planned
    }

    /// Rows 1 and 2 of the table: an image that is taken as it is.
    private func decideExternal(_ planned: inout PlannedImage, _ subject: DesiredImage, inventory: Inventory?) {
        let reference = subject.reference
        if let present = inventory?.image(reference) {
            planned.keep(present.id, because: [.present(reference: reference.familiar)])
        } else {
            planned.decision = .pull
            planned.reasons = [inventory == nil ? .noEngine : .notPresent(reference: reference.familiar)]
            planned.pullReferences = [reference]
        }
    }

    /// Rows 3 to 7 of the table: an image that can be built. The first row that holds decides.
    private func decideBuildable(
        _ planned: inout PlannedImage,
        _ subject: DesiredImage,
        above: Ancestry,
        inventory: Inventory?
    ) {
        let allClean = subject.state == .clean && above.clean
        planned.tagsIfBuilt = allClean ? subject.cleanTags : []
        if options.buildAll {
            planned.decision = .build
            planned.reasons = [.forced(option: "--build")]
            return
        }
        var judgement = PresentImages(inventory: inventory, subject: subject, identity: options.identity)
            .judge(ancestorIsBuilt: above.builtParent != nil)
        if case .right(let image, let reason, let byLabels) = judgement {
            let moved = options.staleBase == .ignore ? nil : movedBase(of: subject, image, inventory)
            guard let moved, options.staleBase == .rebuild else {
                planned.keep(image.id, because: [reason], fallsWithAncestors: byLabels)
                planned.warnings += [moved].compactMap(\.self)
                if byLabels { planned.pullReferences = subject.pullReferences }
                return
            }
            judgement = .wrong(moved)
        }
        planned.reasons = why(subject, above: above, judgement: judgement, inventory: inventory)
        if allClean, !judgement.isBaseMoved, !subject.pullTags.isEmpty {
            planned.pullReferences = subject.pullReferences
            planned.decision = .pull
            if let first = planned.pullReferences.first { planned.reasons.append(.clean(reference: first.familiar)) }
        } else {
            planned.decision = .build
        }
    }

    /// Why none of the present images will do: what comes from above, the image's own changes, and how the nearest
    /// present image differs. An own change comes first, because it is what a person will look for.
    private func why(
        _ subject: DesiredImage,
        above: Ancestry,
        judgement: PresentImages.Judgement,
        inventory: Inventory?
    ) -> [Reason] {
        var reasons = subject.evidence
        if let parent = above.builtParent { reasons.append(.parentIsBuilt(parent: parent.name)) }
        switch judgement {
        case .right: break
        case .wrong(let difference): reasons.append(difference)
        case .absent:
            let name = subject.reference.familiarName
            reasons.append(inventory == nil ? .noEngine : .notPresent(reference: name))
        }
        return reasons
    }

    /// Whether the engine's base is another than the one `image` says it was built on.
    private func movedBase(of subject: DesiredImage, _ image: Inventory.Image, _ inventory: Inventory?) -> Reason? {
        guard let base = subject.base, let recorded = image.labels[LabelName.ociBaseDigest], !recorded.isEmpty,
            let digests = inventory?.image(base)?.digests.filter({ $0.name == base.name }).compactMap(\.digest),
            let first = digests.first, !digests.contains(recorded)
        else { return nil }
        return .baseMoved(reference: base.familiar, expected: recorded, found: first)
    }
}
