import DockerEngine
import ImageGraph

/// What a registry has under a tag.
struct PublishedImage {
    let engine: DockerClient
    let reference: ImageReference
    let authorization: RegistryAuthorization?

    /// Its digest: `sha256:…`
    func digest() async throws(EngineError) -> String {
        try await engine.registryDigest(reference.familiar, authorization: authorization)
    }

    /// Whether it is the engine's image of this id. What cannot be found out is not.
    ///
    /// An engine knows the digests of what it pushed and pulled, but not where the answer of a push was lost. So an unknown one is
    /// pulled: nothing comes where it is the image that is there, and another image is not left behind.
    func isImage(_ id: String, _ digest: String) async -> Bool {
        let name = "\(reference.name)@\(digest)"
        do throws(EngineError) {
            if let known = try await engine.inspectImage(name) { return known.id == id }
            var request = PullRequest(repository: reference.name, version: .digest(digest))
            request.authorization = authorization
            try await engine.pull(request)
            let isSame = try await engine.inspectImage(name)?.id == id
            if !isSame { try await engine.removeImage(name) }
            return isSame
        } catch {
            return false
        }
    }
}
