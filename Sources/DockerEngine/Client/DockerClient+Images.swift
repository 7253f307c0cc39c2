import Basics
import NIOHTTP1

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension DockerClient {
    /// The images that carry all of the labels (`key` or `key=value`) and match one of the references
    /// (`name`, `name:tag`, with `*` and `?`). Without both: every image.
    ///
    /// Maps to `GET /images/json`. One call at the start is the way: the containerd store needs seconds and Podman 4.3
    /// minutes for 1,000 images. Inherited labels count, so a child matches its parent's labels too.
    public func images(labels: [String] = [], references: [String] = []) async throws(EngineError) -> [ImageSummary] {
        var filters: [String: [String]] = [:]
        if !labels.isEmpty { filters["label"] = labels }
        if !references.isEmpty { filters["reference"] = references }
        var request = Request(method: .GET, path: "/images/json", timeLimit: timeouts.list)
        if !filters.isEmpty { request.query = [("filters", try JSONText.parameter(filters))] }
        // 1,000 labelled images were measured at 720 kB.
        let call = request
        return try await despiteRemovals { () async throws(EngineError) in
            try await json([ImageListItem]?.self, call, limit: 128 << 20)?.compactMap(\.summary) ?? []
        }
    }

    /// One image by name, name and tag, digest or id; `nil` if the engine has none.
    ///
    /// Maps to `GET /images/{name}/json`.
    public func inspectImage(_ name: String) async throws(EngineError) -> ImageDetails? {
        let request = Request(method: .GET, path: try imagePath(name, "/json"), timeLimit: timeouts.answer)
        return try await despiteRemovals { () async throws(EngineError) in
            try await send(request) { head, body throws(EngineError) in
                if head.status == .notFound { return nil }
                try await head.requireSuccess(&body)
                let answer = try Self.decode(ImageInspection.self, try await body.collect(limit: 16 << 20))
                guard let details = answer.details else {
                    throw EngineError(.protocolViolation, "the engine's answer names no image id")
                }
                return details
            }
        }
    }

    /// Asks again where an image was removed while the engine was about to tell of it.
    ///
    /// Podman 4.3 then fails the whole answer, also where it is about other images: `locating image with ID "…": image not known`.
    /// More than a few times in a row it is no chance.
    private func despiteRemovals<Value: Sendable>(
        _ ask: () async throws(EngineError) -> Value
    ) async throws(EngineError) -> Value {
        for _ in 0..<8 {
            do throws(EngineError) {
                return try await ask()
            } catch {
                guard case .serverError = error.code, error.message.hasSuffix("image not known") else { throw error }
            }
        }
        return try await ask()
    }

    /// Gives an image another name. A tag that another image carries moves; that image stays, without it.
    ///
    /// Maps to `POST /images/{name}/tag`.
    public func tag(_ source: String, repository: String, tag: String) async throws(EngineError) {
        var request = Request(method: .POST, path: try imagePath(source, "/tag"), timeLimit: timeouts.answer)
        request.query = [("repo", repository), ("tag", tag)]
        try await send(request) { head, body throws(EngineError) in try await head.requireSuccess(&body) }
    }

    /// Takes a tag away from an image.
    ///
    /// The engine knows no way to take the last one and keep the image: it deletes an image with its last tag, and keeps
    /// its parents (`noprune`).
    /// Maps to `DELETE /images/{name}?noprune=1`.
    /// - Returns: what is gone. Empty if the engine had no such tag.
    @discardableResult
    public func untag(_ name: String) async throws(EngineError) -> [Removal] {
        try await removeImage(name, force: false, prune: false) ?? []
    }

    /// Deletes an image, or takes a tag away from it if it has others.
    ///
    /// Maps to `DELETE /images/{name}`.
    /// - Parameters:
    ///   - force: deletes also what stopped containers use, and an id with several tags.
    ///   - prune: deletes parents too that carry no tag and that no other image needs.
    /// - Returns: what is gone; `nil` if the engine has no such image.
    /// - Throws: `.conflict` if a container or another image needs it.
    @discardableResult
    public func removeImage(_ name: String, force: Bool = false, prune: Bool = true) async throws(EngineError)
        -> [Removal]?
    {
        struct RemovalItem: Decodable, Sendable {
            var untagged: String?
            var deleted: String?

            private enum CodingKeys: String, CodingKey {
                case untagged = "Untagged"
                case deleted = "Deleted"
            }
        }
        var request = Request(method: .DELETE, path: try imagePath(name, ""), timeLimit: timeouts.answer)
        if force { request.query.append(("force", "1")) }
        if !prune { request.query.append(("noprune", "1")) }
        return try await send(request) { head, body throws(EngineError) in
            if head.status == .notFound { return nil }
            try await head.requireSuccess(&body)
            let items = try Self.decode([RemovalItem]?.self, try await body.collect(limit: 16 << 20)) ?? []
            return items.compactMap { $0.untagged.map(Removal.untagged) ?? $0.deleted.map(Removal.deleted) }
        }
    }

    /// A path below `/images`. Names that would leave it are refused; whether a name is a good one, the engine says.
    func imagePath(_ name: String, _ suffix: String, below folder: String = "/images") throws(EngineError) -> String {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.isEmpty, !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
            throw EngineError(.badRequest, "'\(name.singleLine)' is no name of an image")
        }
        return "\(folder)/\(PercentEncoding.encode(name, keeping: "/:@"))\(suffix)"
    }
}

extension JSONText {
    /// JSON in parameters and headers.
    static func parameter(_ value: some Encodable) throws(EngineError) -> String {
        do throws(EncodingError) {
            return try encode(value, isPretty: false)
        } catch {
            throw EngineError(.badRequest, "a parameter cannot be written as JSON", underlying: error)
        }
    }
}
