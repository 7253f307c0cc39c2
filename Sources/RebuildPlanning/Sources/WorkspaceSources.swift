public import GitProbe
public import ImageGraph
import ManifestKit

/// What git and the disk say of every buildable image's sources.
public struct WorkspaceSources: Sendable {
    private let byKey: [ImageKey: ImageSources]
    /// Probes that failed, by the checkout's path in the manifest.
    public let failures: [String: GitProbeError]

    private let git: GitProbe
    private let collector: SourceCollector
    /// Kept so that the inputs of single images can be told part by part.
    private let facts: ProjectFacts

    private init(
        _ sources: [ImageKey: ImageSources],
        failures: [String: GitProbeError],
        git: GitProbe,
        collector: SourceCollector,
        facts: ProjectFacts
    ) {
        byKey = sources
        self.failures = failures
        self.git = git
        self.collector = collector
        self.facts = facts
    }

    public subscript(key: ImageKey) -> ImageSources? { byKey[key] }

    /// Asks git about every project that a wanted image needs, each once, limited to the images' sources.
    ///
    /// A probe that fails makes the state of its images `unknown`; it is no error of this function.
    ///
    /// - Parameter jobs: how many projects are probed, and files read, at once.
    public static func probe(_ workspace: Workspace, git: GitProbe, jobs: Int) async -> WorkspaceSources {
        let requests = ProbePlan(workspace.images.compactMap(\.recipe), tags: workspace.options.branchTags).items
        let collector = SourceCollector(workspace: workspace, jobs: jobs)
        // Holds at most one answer a project; the collector takes them while git goes on.
        let (answers, feed) = AsyncStream.makeStream(of: SourceCollector.ProbedCheckout.self)
        async let drafted = collector.drafts(from: answers)
        let results = await git.probe(requests.map(\.request), jobs: jobs) { position, result in
            feed.yield(SourceCollector.ProbedCheckout(checkout: requests[position].checkout, facts: result))
        }
        feed.finish()
        var facts: ProjectFacts = [:]
        var failures: [String: GitProbeError] = [:]
        for (item, result) in zip(requests, results) {
            facts[item.checkout] = result
            if case .failure(let error) = result { failures[item.name] = error }
        }
        let sources = await collector.finish(await drafted, facts)
        return WorkspaceSources(sources, failures: failures, git: git, collector: collector, facts: facts)
    }

    /// The sources as they are known already: nobody is asked.
    ///
    /// - Parameter facts: of every checkout that an image has sources in, by the checkout's path.
    static func known(_ workspace: Workspace, _ facts: ProjectFacts, git: GitProbe, jobs: Int) async -> WorkspaceSources
    {
        let collector = SourceCollector(workspace: workspace, jobs: jobs)
        let (answers, feed) = AsyncStream.makeStream(of: SourceCollector.ProbedCheckout.self)
        for (checkout, found) in facts {
            feed.yield(SourceCollector.ProbedCheckout(checkout: checkout, facts: found))
        }
        feed.finish()
        let sources = await collector.finish(await collector.drafts(from: answers), facts)
        return WorkspaceSources(sources, failures: [:], git: git, collector: collector, facts: facts)
    }

    /// What goes into an image, part by part, as ``ImageSources/inputDigest`` has it.
    ///
    /// Files that git does not vouch for are read again.
    ///
    /// - Returns: nil where it cannot be told, or is no longer what the digest says, because a file changed meanwhile.
    package func record(of key: ImageKey) async -> InputRecord? {
        guard let image = collector.workspace[key], let digest = byKey[key]?.inputDigest else { return nil }
        let record = await collector.record(of: image, facts) { byKey[$0]?.inputDigest }
        return record?.digest == digest ? record : nil
    }

    /// The context of an image as a build is to be sent it.
    ///
    /// - Throws: where the context cannot be listed, and where it is not what was digested: then it names what differs.
    package func sentContext(of key: ImageKey) throws(ContextError) -> SentContext {
        guard let image = collector.workspace[key], let recipe = image.recipe else {
            throw ContextError(code: .missing, path: "\(key)", message: "this image has no context")
        }
        let planned = byKey[key]
        let sent = try SentContext(
            recipe,
            facts: facts,
            hermetic: collector.workspace.options.hermetic,
            planned: planned
        )
        let digest = collector.completed(sent.digest, image, recipe) { byKey[$0]?.inputDigest }?.text
        try ListComparison(recipe, facts: facts, planned: planned).require(digest, sent)
        return sent
    }

    /// Whether the inputs of an image still are what its input digest says. Asks git and the disk anew, about this image
    /// alone; its parents are taken to be as they were.
    ///
    /// - Returns: false where they are not, and where it cannot be told.
    package func isCurrent(_ key: ImageKey) async -> Bool {
        guard let image = collector.workspace[key], let recipe = image.recipe, let digest = byKey[key]?.inputDigest
        else { return false }
        let requests = ProbePlan([recipe], tags: false).items
        let results = await git.probe(requests.map(\.request), jobs: 1)
        let now = Dictionary(zip(requests.map(\.checkout), results)) { first, _ in first }
        return await collector.record(of: image, now) { byKey[$0]?.inputDigest }?.digest == digest
    }
}
