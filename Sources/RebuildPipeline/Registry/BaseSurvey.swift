import Basics
import ImageGraph
public import RebuildPlanning

/// Asks registries whether the images from elsewhere that a plan builds on are still those that were built on.
public struct BaseSurvey: Sendable {
    private let inquiry: RegistryInquiry
    private let jobs: Int

    /// - Parameter jobs: how many registries' answers are waited for at once.
    public init(_ inquiry: RegistryInquiry, jobs: Int = RegistrySurvey.defaultJobs) {
        self.inquiry = inquiry
        self.jobs = jobs
    }

    /// One `HEAD` for each base. Of one that has moved, old and new are read, for the times at which they were made.
    ///
    /// - Parameters:
    ///   - inventory: nil where no engine was asked.
    ///   - onlyPlatform: whether an index that has the same image for the engine's platform is told apart.
    public func look(at plan: RebuildPlan, _ inventory: Inventory?, onlyPlatform: Bool) async -> [BaseFreshness] {
        let inquiry = inquiry
        let bases = BaseFreshness.bases(of: plan).map(\.reference)
        var published = RegistryInventory()
        for (base, answer) in zip(bases, await boundedMap(bases, limit: jobs) { await inquiry.answer($0) }) {
            published[base] = answer
        }
        let all = BaseFreshness.all(
            of: plan,
            inventory: inventory,
            labels: await labels(of: plan),
            published: published
        )
        return await boundedMap(all, limit: jobs) { await Self.detailed($0, inquiry, onlyPlatform) }
    }

    /// Of the images that are published and not on the engine: what they were built on.
    private func labels(of plan: RebuildPlan) async -> [ImageKey: [String: String]] {
        let inquiry = inquiry
        let pulled = plan.images.filter { $0.role == .buildable && $0.pullDigest != nil && $0.desired.base != nil }
        let found = await boundedMap(pulled, limit: jobs) { image -> (ImageKey, [String: String]?) in
            guard let reference = image.pullReferences.first, let digest = image.pullDigest else {
                return (image.key, nil)
            }
            return (image.key, await inquiry.labels(of: reference, digest: digest))
        }
        return found.reduce(into: [:]) { labels, image in labels[image.0] = image.1 }
    }

    private static func detailed(
        _ base: BaseFreshness,
        _ inquiry: RegistryInquiry,
        _ onlyPlatform: Bool
    ) async -> BaseFreshness {
        guard base.state == .moved, let published = base.published,
            let now = await inquiry.image(of: base.reference, digest: published)
        else { return base }
        var detailed = base
        detailed.createdNow = now.created
        var isSame = true
        for digest in base.outdated {
            let before = await inquiry.image(of: base.reference, digest: digest)
            detailed.createdBefore = detailed.createdBefore ?? before?.created
            // What its registry has no more is taken for another one.
            isSame = isSame && before?.digest == now.digest
        }
        return onlyPlatform ? detailed.comparedByPlatform(isSame: isSame) : detailed
    }
}
