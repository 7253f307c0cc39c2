public import DockerEngine
import ImageGraph

/// Removes the images that a run found obsolete, and nothing else: contract, 3, `ib_obsolete_images`.
public struct ImagePrune: Sendable {
    /// What is to happen to one of them.
    public enum Step: Sendable, Hashable {
        /// It carries these tags (familiar form) and no others than the report says; it is to go.
        case remove(id: String, tags: [String])
        /// It is gone already.
        case gone(id: String)
        /// It is no longer what the report says, and stays.
        case keep(id: String, reason: String)
    }

    private let engine: DockerClient

    public init(engine: DockerClient) {
        self.engine = engine
    }

    /// Looks at every obsolete image of a report; changes nothing.
    public func steps(for report: ActionsReport) async throws(EngineError) -> [Step] {
        let inUse = Set((report.built + report.pulled + report.preexisting).compactMap(\.id))
        var steps: [Step] = []
        var seen: Set<String> = []
        for entry in report.obsolete {
            guard let id = entry.id, seen.insert(id).inserted else { continue }
            steps.append(try await step(id, recorded: entry.tags ?? [], isInUse: inUse.contains(id)))
        }
        return steps
    }

    private func step(_ id: String, recorded: [String], isInUse: Bool) async throws(EngineError) -> Step {
        if isInUse { return .keep(id: id, reason: "the same report says that it is wanted") }
        guard let image = try await engine.inspectImage(id), image.id == id else { return .gone(id: id) }
        let known = Set(recorded.map(Self.familiar))
        if let other = image.repoTags.first(where: { !known.contains(Self.familiar($0)) }) {
            return .keep(id: id, reason: "it carries the tag \(other) now, which the report does not name")
        }
        return .remove(id: id, tags: image.repoTags)
    }

    private static func familiar(_ name: String) -> String {
        (try? ImageReference(parsing: name))?.familiar ?? name
    }

    /// Removes one image, tag by tag; the engine deletes it with its last.
    ///
    /// - Returns: what is gone.
    /// - Throws: `.conflict` where a container or another image needs it; tags that were taken before stay taken.
    public func remove(id: String, tags: [String]) async throws(EngineError) -> [Removal] {
        var removals: [Removal] = []
        for tag in tags {
            // It may have moved since it was looked at; then it is no longer ours to take.
            guard try await engine.inspectImage(tag)?.id == id else { continue }
            removals += try await engine.removeImage(tag) ?? []
        }
        if tags.isEmpty { removals += try await engine.removeImage(id) ?? [] }
        return removals
    }
}
