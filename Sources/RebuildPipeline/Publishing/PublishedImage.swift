import DockerEngine
import ImageGraph

/// What a registry has under a tag.
struct PublishedImage {
    /// What it is to an image of the engine.
    enum Standing {
        /// That very image. The digest is the registry's, `sha256:…`; nil where the engine does not tell.
        case same(digest: String?)
        case another(digest: String?)
        /// The registry has none, or nobody can say what it has.
        case unknown
    }

    let engine: DockerClient
    let reference: ImageReference
    let authorization: RegistryAuthorization?

    /// Compares it with the engine's image of this id, which carries the reference there.
    func standing(to id: String) async -> Standing {
        do throws(EngineError) {
            let digest = try await engine.registryDigest(reference.familiar, authorization: authorization)
            return try await isImage(id, digest) ? .same(digest: digest) : .another(digest: digest)
        } catch {
            guard error.code == .unsupported else { return .unknown }
            return (try? await standingByPull(to: id)) ?? .unknown
        }
    }

    /// Whether a digest is that of the engine's image of this id.
    ///
    /// An engine knows the digests of what it pushed and pulled, but not where the answer of a push was lost. So an unknown one is
    /// pulled: nothing comes where it is the image that is there, and another image is not left behind.
    private func isImage(_ id: String, _ digest: String) async throws(EngineError) -> Bool {
        let name = "\(reference.name)@\(digest)"
        if let known = try await engine.inspectImage(name) { return known.id == id }
        try await pull(.digest(digest))
        let isSame = try await engine.inspectImage(name)?.id == id
        if !isSame { try await engine.removeImage(name) }
        return isSame
    }

    /// For an engine that cannot ask a registry, as Podman: pulls the tag itself. Where that brings another image, the tag is given
    /// back to the one that had it, and the other is not left behind.
    private func standingByPull(to id: String) async throws(EngineError) -> Standing {
        let before = Set(try await engine.inspectImage(id)?.repoDigests ?? [])
        try await pull(.tag(reference.tag ?? ""))
        guard let found = try await engine.inspectImage(reference.familiar) else { return .unknown }
        let own = found.repoDigests.filter { $0.hasPrefix("\(reference.name)@") }
        // Podman adds the digests of what it pulls to those that it knew.
        let new = own.filter { !before.contains($0) }
        let told = new.count == 1 ? new : own
        let digest = told.count == 1 ? told.first.flatMap { try? ImageReference(parsing: $0).digest } : nil
        if found.id == id { return .same(digest: digest) }
        try await engine.tag(id, repository: reference.name, tag: reference.tag ?? "")
        if found.repoTags.allSatisfy({ $0 == reference.familiar }) { try await engine.removeImage(found.id) }
        return .another(digest: digest)
    }

    private func pull(_ version: PullRequest.Version) async throws(EngineError) {
        var request = PullRequest(repository: reference.name, version: version)
        request.authorization = authorization
        try await engine.pull(request)
    }
}
