public import GitProbe
public import ImageGraph
import ManifestKit

/// What git and the disk say of every buildable image's sources.
public struct WorkspaceSources: Sendable {
    private let byKey: [ImageKey: ImageSources]
    /// Probes that failed, by the checkout's path in the manifest.
    public let failures: [String: GitProbeError]

    private let git: GitProbe
    private let reader: SourceReader
    /// Kept so that the inputs of single images can be told part by part.
    private let facts: ProjectFacts

    private init(
        _ sources: [ImageKey: ImageSources],
        failures: [String: GitProbeError],
        git: GitProbe,
        reader: SourceReader,
        facts: ProjectFacts
    ) {
        byKey = sources
        self.failures = failures
        self.git = git
        self.reader = reader
        self.facts = facts
    }

    public subscript(key: ImageKey) -> ImageSources? { byKey[key] }

    /// Asks git about every project that a wanted image needs, each once, limited to the images' sources.
    ///
    /// A probe that fails makes the state of its images `unknown`; it is no error of this function.
    ///
    /// - Parameter jobs: how many projects are probed, and files read, at once.
    public static func probe(_ workspace: Workspace, git: GitProbe, jobs: Int) async -> WorkspaceSources {
        let requests = requests(for: workspace.images.compactMap(\.recipe), tags: workspace.options.branchTags)
        let reader = SourceReader(workspace: workspace, jobs: jobs)
        // Holds at most one answer a project; the reader takes them while git goes on.
        let (answers, feed) = AsyncStream.makeStream(of: SourceReader.Answer.self)
        async let drafted = reader.drafts(from: answers)
        let results = await git.probe(requests.map(\.request), jobs: jobs) { position, result in
            feed.yield(SourceReader.Answer(checkout: requests[position].checkout, facts: result))
        }
        feed.finish()
        var facts: ProjectFacts = [:]
        var failures: [String: GitProbeError] = [:]
        for (item, result) in zip(requests, results) {
            facts[item.checkout] = result
            if case .failure(let error) = result { failures[item.name] = error }
        }
        let sources = await reader.finish(await drafted, facts)
        return WorkspaceSources(sources, failures: failures, git: git, reader: reader, facts: facts)
    }

    /// What goes into an image, part by part, as ``ImageSources/inputDigest`` has it.
    ///
    /// Files that git does not vouch for are read again.
    ///
    /// - Returns: nil where it cannot be told, or is no longer what the digest says, because a file changed meanwhile.
    package func record(of key: ImageKey) async -> InputRecord? {
        guard let image = reader.workspace[key], let digest = byKey[key]?.inputDigest else { return nil }
        let record = await reader.record(of: image, facts) { byKey[$0]?.inputDigest }
        return record?.digest == digest ? record : nil
    }

    /// Whether the inputs of an image still are what its input digest says. Asks git and the disk anew, about this image
    /// alone; its parents are taken to be as they were.
    ///
    /// - Returns: false where they are not, and where it cannot be told.
    package func isCurrent(_ key: ImageKey) async -> Bool {
        guard let image = reader.workspace[key], let recipe = image.recipe, let digest = byKey[key]?.inputDigest
        else { return false }
        let requests = Self.requests(for: [recipe], tags: false)
        let results = await git.probe(requests.map(\.request), jobs: 1)
        let now = Dictionary(zip(requests.map(\.checkout), results)) { first, _ in first }
        return await reader.record(of: image, now) { byKey[$0]?.inputDigest }?.digest == digest
    }

    private struct Item: Sendable {
        let checkout: String
        let name: String
        var request: ProbeRequest
    }

    /// One request a checkout, with all paths that any image has sources at.
    private static func requests(for recipes: [BuildRecipe], tags: Bool) -> [Item] {
        var items: [String: Item] = [:]
        for recipe in recipes {
            for area in SourceArea.areas(of: recipe) {
                var item =
                    items[area.checkout]
                    ?? Item(
                        checkout: area.checkout,
                        name: area.project.path,
                        request: ProbeRequest(checkout: area.checkout, revisions: area.project.revisionCandidates)
                    )
                item.request.paths.append(area.path)
                item.request.wantsTags = tags
                items[area.checkout] = item
            }
            items[recipe.checkout]?.request.paths.append(GitPath(recipe.dockerfile))
        }
        return items.values.sorted { $0.checkout < $1.checkout }
    }
}
