import Basics
public import DockerEngine
import ImageGraph

/// Removes the images that a run found obsolete, and nothing else: contract, 3, `ib_obsolete_images`.
public struct ImagePrune: Sendable {
    /// What is to happen to one of them.
    public enum Step: Sendable, Hashable {
        /// It carries no other tags than the report says; it is to go.
        case remove(Target)
        /// It is gone already.
        case gone(id: String)
        /// It stays, for this reason.
        case keep(id: String, Hindrance)
    }

    /// An image that is to go.
    public struct Target: Sendable, Hashable {
        /// `sha256:…`
        public let id: String
        /// All that it carries, in familiar form.
        public let tags: [String]
    }

    /// Why an image is not removed.
    public enum Hindrance: Sendable, Hashable, CustomStringConvertible {
        /// Another list of the same report names it.
        case wanted
        /// It got a tag that the report does not name.
        case carries(tag: String)
        /// A container is made from it, which need not run.
        case isUsed(container: String, state: String)

        public var description: String {
            switch self {
            case .wanted: "the same report says that it is wanted"
            case .carries(let tag): "it carries the tag \(tag) now, which the report does not name"
            case .isUsed(let container, let state):
                "the container \(container) uses it" + (state.isEmpty ? "" : " (\(state))")
            }
        }
    }

    /// How many images the engine is asked about at once.
    private static let questions = 4

    private let engine: DockerClient
    private let handler: @Sendable (PublishingEvent) -> Void

    /// - Parameter handler: hears what goes on.
    public init(engine: DockerClient, handler: @escaping @Sendable (PublishingEvent) -> Void = { _ in }) {
        self.engine = engine
        self.handler = handler
    }

    /// Looks at every obsolete image of a report, each once and in its order; changes nothing.
    ///
    /// - Throws: `EngineError` where the engine cannot be asked; an image that is gone is no error.
    public func steps(for report: ActionsReport) async throws(EngineError) -> [Step] {
        let wanted = Set((report.built + report.pulled + report.preexisting + report.external).compactMap(\.id))
        let users = try await users()
        var seen: Set<String> = []
        let obsolete = report.obsolete.filter { entry in entry.id.map { seen.insert($0).inserted } ?? false }
        let answers = await boundedMap(obsolete, limit: Self.questions) { entry -> Result<Step, EngineError> in
            let id = entry.id ?? ""
            do throws(EngineError) {
                return .success(try await step(id, recorded: entry.tags ?? [], isWanted: wanted.contains(id), users))
            } catch {
                return .failure(error)
            }
        }
        var steps: [Step] = []
        for answer in answers { steps.append(try answer.get()) }
        return steps
    }

    private func step(
        _ id: String,
        recorded: [String],
        isWanted: Bool,
        _ users: [String: ContainerSummary]
    ) async throws(EngineError) -> Step {
        if isWanted { return .keep(id: id, .wanted) }
        guard let image = try await engine.inspectImage(id), image.id == id else { return .gone(id: id) }
        let known = Set(recorded.map(ImageReference.familiar))
        if let other = image.repoTags.first(where: { !known.contains(ImageReference.familiar($0)) }) {
            return .keep(id: id, .carries(tag: other))
        }
        if let user = users[id] { return .keep(id: id, Self.use(by: user)) }
        return .remove(Target(id: id, tags: image.repoTags))
    }

    /// A container of each image that has any.
    private func users() async throws(EngineError) -> [String: ContainerSummary] {
        Dictionary(try await engine.containers().map { ($0.imageID, $0) }) { first, _ in first }
    }

    private static func use(by container: ContainerSummary) -> Hindrance {
        .isUsed(container: container.name.isEmpty ? container.id : container.name, state: container.state)
    }

    /// Removes images, one after the other because one may be made from another. One that fails stops none.
    ///
    /// - Returns: how many could not be removed; the handler was told of each.
    public func remove(_ targets: [Target]) async -> Int {
        var failures = 0
        for target in targets {
            do throws(EngineError) {
                try await requireUnused(target)
                try await remove(target)
                handler(.removed(id: target.id))
            } catch {
                failures += 1
                handler(.notRemoved(id: target.id, error))
            }
        }
        return failures
    }

    /// The engine would refuse only the last tag of an image that a container uses, when the others are gone.
    private func requireUnused(_ target: Target) async throws(EngineError) {
        guard let user = try await users()[target.id] else { return }
        throw EngineError(.conflict, "\(Self.use(by: user)); nothing of the image was changed")
    }

    /// Removes one image, tag by tag; the engine deletes it with its last.
    ///
    /// - Throws: `.conflict` where a container or another image needs it; tags that were taken before stay taken.
    private func remove(_ target: Target) async throws(EngineError) {
        for tag in target.tags {
            // It may have moved since it was looked at; then it is no longer ours to take.
            guard try await engine.inspectImage(tag)?.id == target.id else { continue }
            _ = try await engine.removeImage(tag)
        }
        if target.tags.isEmpty { _ = try await engine.removeImage(target.id) }
    }
}
