import Basics
public import ImageGraph
public import RebuildPlanning

/// Asks registries what a plan rests on, and no more: of the images that a plan without their answers would pull.
public struct RegistrySurvey: Sendable {
    /// What a registry has under a reference; with the labels of the image where they are asked for.
    public typealias Question =
        @Sendable (_ reference: ImageReference, _ needsLabels: Bool) async -> RegistryInventory.Answer

    private let question: Question
    private let prepare: @Sendable ([ImageReference]) async -> Void
    private let jobs: Int

    /// - Parameters:
    ///   - jobs: how many images are asked for at once.
    ///   - prepare: hears of all first questions before they are asked.
    public init(
        jobs: Int = RegistrySurvey.defaultJobs,
        prepare: @escaping @Sendable ([ImageReference]) async -> Void = { _ in },
        _ question: @escaping Question
    ) {
        self.question = question
        self.prepare = prepare
        self.jobs = jobs
    }

    /// 16
    public static let defaultJobs = 16

    /// - Parameters:
    ///   - plan: made without the answers of registries.
    ///   - pinned: by reference the digests that an earlier plan found, which go on counting where a registry still has them.
    public func ask(about plan: RebuildPlan, pinned: [ImageReference: String] = [:]) async -> RegistryInventory {
        let open = plan.images.filter(\.mayBePulled).map(\.desired)
        let identity = plan.options.identity
        let none = RegistryInventory()
        await prepare(
            open.compactMap { image in
                let first = PublishedChoice(of: image, none, identity: identity).outcome
                if case .open(let reference, _) = first { return reference } else { return nil }
            }
        )
        let answers = await boundedMap(open, limit: jobs) { await ask(about: $0, identity, pinned) }
        var all = RegistryInventory()
        for answer in answers { all.merge(answer) }
        return all
    }

    /// Asks for one reference after the other, until a decision can rest on what was said.
    private func ask(
        about image: DesiredImage,
        _ identity: PlanOptions.Identity,
        _ pinned: [ImageReference: String]
    ) async -> RegistryInventory {
        var answers = RegistryInventory()
        while !Task.isCancelled {
            let choice = PublishedChoice(of: image, answers, identity: identity)
            guard case .open(let reference, let needsLabels) = choice.outcome else { break }
            answers[reference] = await answer(reference, needsLabels, pinned[reference])
        }
        return answers
    }

    private func answer(_ reference: ImageReference, _ needsLabels: Bool, _ pinned: String?) async
        -> RegistryInventory.Answer
    {
        let answer = await question(reference, needsLabels)
        guard let pinned, case .found(let manifest) = answer, manifest.digest != pinned,
            let exact = try? reference.withDigest(pinned), case .found(var old) = await question(exact, needsLabels)
        else { return answer }
        old.movedTo = manifest.digest
        return .found(old)
    }
}

extension PlannedImage {
    /// Whether a pull is a part of what is decided, whatever happens first.
    fileprivate var mayBePulled: Bool {
        refusal == nil && (decision == .pull || ifAncestorIsBuilt?.decision == .pull || mayHaveMoved)
    }
}
