import ImageGraph
import ManifestKit

/// Decides for each image whether it is kept, relabelled, pulled or built: the table of the contract (2.5) as a pure function.
///
/// The planner does no input or output; the same values always give the same plan.
public struct Planner: Sendable {
    public let options: PlanOptions

    public init(options: PlanOptions = PlanOptions()) {
        self.options = options
    }

    /// The plan for `images`, which must come parents before children.
    ///
    /// - Parameters:
    ///   - inventory: what the engine has; nil where no engine was asked. Then every decision rests on the sources and the
    ///     registries alone.
    ///   - published: what registries said; where they were not asked, what is clean is to be pulled, else built.
    /// - Complexity: O(images + edges + present images of their names).
    public func plan(
        _ images: [DesiredImage],
        inventory: Inventory?,
        published: RegistryInventory = RegistryInventory(),
        buildTag: String
    ) -> RebuildPlan {
        let pulls = PullDecision(options: options, published: published)
        var ancestry: [ImageKey: Ancestry] = [:]
        ancestry.reserveCapacity(images.count)
        var planned: [PlannedImage] = []
        planned.reserveCapacity(images.count)
        for desired in images {
            let above = Ancestry(of: desired, known: ancestry)
            let image = decide(desired, above: above, inventory, pulls)
            ancestry[desired.key] = above.including(image)
            planned.append(image)
        }
        return RebuildPlan(
            buildTag: buildTag,
            options: options,
            engineAsked: inventory != nil,
            images: planned
        )
    }

    private func decide(
        _ desired: DesiredImage,
        above: Ancestry,
        _ inventory: Inventory?,
        _ pulls: PullDecision
    ) -> PlannedImage {
        var planned = PlannedImage(undecided: desired)
        if desired.role == .buildable {
            decideBuildable(&planned, above: above, inventory, pulls)
        } else {
            decideExternal(&planned, inventory, pulls)
        }
        if let inventory { planned.settleTags(against: inventory) }
        return planned
    }

    /// Rows 1 and 2 of the table: an image that is taken as it is.
    private func decideExternal(_ planned: inout PlannedImage, _ inventory: Inventory?, _ pulls: PullDecision) {
        let reference = planned.desired.reference
        let name = reference.familiar
        if planned.desired.baseFreshness == .locked, planned.desired.lockedDigest == nil {
            pulls.refuse(&planned, because: .notLocked(reference: name))
            return
        }
        guard let present = inventory?.image(reference) else {
            pulls.pull(&planned, because: [inventory == nil ? .noEngine : .notPresent(reference: name)])
            return
        }
        if let locked = planned.desired.lockedDigest {
            let digests = present.digests(of: reference)
            guard digests.contains(locked) else {
                let found = digests.first ?? "none"
                pulls.pull(&planned, because: [.notAsLocked(reference: name, locked: locked, found: found)])
                return
            }
        }
        planned.keep(present.id, because: [.present(reference: name)])
        if planned.mayHaveMoved { pulls.renew(&planned, present) }
    }

    /// An image that can be built, and what is to be said of the tags that it gets.
    private func decideBuildable(
        _ planned: inout PlannedImage,
        above: Ancestry,
        _ inventory: Inventory?,
        _ pulls: PullDecision
    ) {
        decideByTable(&planned, above: above, inventory, pulls)
        guard !planned.decision.keepsImage, !planned.tagsIfBuilt.isEmpty else { return }
        planned.warnings += planned.desired.respelledTags.sorted { $0.key < $1.key }
            .map { .tagMadeLegal(written: $0.key, tag: $0.value) }
    }

    /// Rows 3 to 8 of the table. The first row that holds decides.
    private func decideByTable(
        _ planned: inout PlannedImage,
        above: Ancestry,
        _ inventory: Inventory?,
        _ pulls: PullDecision
    ) {
        let desired = planned.desired
        let allClean = desired.state == .clean && above.clean
        planned.tagsIfBuilt = allClean ? desired.cleanTags : []
        if options.buildAll {
            planned.build(because: [.forced], options)
            return
        }
        let moves = BaseMoves(options: options, inventory: inventory)
        let judgement = judge(desired, above: above, inventory, moves)
        if let image = judgement.image {
            planned.warnings = moves.warnings(of: desired, image, above: above)
        }
        if case .right(let image, let reason, let byLabels) = judgement {
            planned.keep(image.id, because: [reason])
            if byLabels { fallWithAncestors(&planned, pulls) }
            return
        }
        if case .mislabelled(let image, let flaws) = judgement {
            relabel(&planned, image, because: flaws, above: above)
            return
        }
        if case .wrong(_, let nearest) = judgement { planned.comparedWith = nearest }
        let reasons = why(desired, above: above, judgement: judgement, inventory: inventory)
        if allClean, !judgement.isBaseMoved {
            pulls.pullOrBuild(&planned, because: reasons)
        } else {
            planned.build(because: reasons, options)
        }
    }

    /// Row 5: the content is right, and its labels are not.
    private func relabel(
        _ planned: inout PlannedImage,
        _ image: Inventory.Image,
        because flaws: [Reason],
        above: Ancestry
    ) {
        planned.keep(image.id, because: flaws)
        planned.decision = .relabel
        if let parent = above.relabelledParent { planned.reasons.append(.parentIsRelabelled(parent: parent.name)) }
        planned.reasons.append(.inputDigestEqual(digest: planned.desired.inputDigest ?? "", image: image.id))
        planned.ifNotRelabelled = .build(because: flaws, options)
    }

    /// Rows 4 to 6: what the present images prove, the base that they were built on included.
    private func judge(
        _ desired: DesiredImage,
        above: Ancestry,
        _ inventory: Inventory?,
        _ moves: BaseMoves
    ) -> PresentImages.Judgement {
        let judgement = PresentImages(inventory: inventory, desired: desired, identity: options.identity)
            .judge(ancestorIsBuilt: above.builtParent != nil)
        guard moves.course(for: desired) == .rebuild, let image = judgement.image,
            let moved = moves.move(of: desired, image, above: above)
        else { return judgement }
        return .wrong(moved, nearest: image.id)
    }

    /// An image that is kept for its labels alone falls when one of its ancestors is built after all.
    private func fallWithAncestors(_ planned: inout PlannedImage, _ pulls: PullDecision) {
        var fallen = planned
        pulls.pullOrBuild(&fallen, because: [])
        planned.ifAncestorIsBuilt = .init(decision: fallen.decision, reasons: fallen.reasons, refusal: fallen.refusal)
        planned.pullReferences = fallen.pullReferences
        planned.pullDigest = fallen.pullDigest
        planned.findings = fallen.findings
        planned.ifNotPulled = fallen.ifNotPulled
    }

    /// Why none of the present images will do: what comes from above, the image's own changes, and how the nearest
    /// present image differs. An own change comes first, because it is what a person will look for.
    private func why(
        _ desired: DesiredImage,
        above: Ancestry,
        judgement: PresentImages.Judgement,
        inventory: Inventory?
    ) -> [Reason] {
        var reasons = desired.evidence
        if let parent = above.builtParent { reasons.append(.parentIsBuilt(parent: parent.name)) }
        switch judgement {
        case .right, .mislabelled: break
        case .wrong(let difference, _): reasons.append(difference)
        case .absent:
            let name = desired.reference.familiarName
            reasons.append(inventory == nil ? .noEngine : .notPresent(reference: name))
        }
        return reasons
    }
}
