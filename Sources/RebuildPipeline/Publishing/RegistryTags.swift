import DockerEngine
import ImageGraph
import ImageRegistry

/// Tags of images that a registry has, written from here: the manifest is written again, and no layer moves.
struct RegistryTags: Sendable {
    let inquiry: RegistryInquiry

    /// How the writing of a tag ended.
    enum Written {
        case done
        /// The registry does not have it written again, and has this very image under it.
        case alreadyThere
        /// The registry cannot be spoken to from here.
        case impossible
    }

    /// The manifest under a reference, if it is that of the engine's image; nil also where nobody can tell.
    func manifest(_ reference: ImageReference, ofImage id: String) async -> RegistryManifest? {
        guard let manifest = try? await inquiry.manifest(reference), manifest.isOfImage(id) else { return nil }
        return manifest
    }

    /// The manifest of a digest; nil where it cannot be had from here.
    func manifest(_ reference: ImageReference, digest: String) async -> RegistryManifest? {
        guard let exact = try? reference.withDigest(digest) else { return nil }
        return try? await inquiry.manifest(exact)
    }

    func write(_ manifest: RegistryManifest, as reference: ImageReference) async throws(EngineError) -> Written {
        do throws(RegistryError) {
            try await inquiry.write(manifest, as: reference)
            return .done
        } catch {
            switch error.code {
            case .unreachable, .notTrusted, .malformed: return .impossible
            default: break
            }
            // Registries with immutable tags have a status and words of their own each.
            if let there = try? await inquiry.manifest(reference), there.digest == manifest.digest {
                return .alreadyThere
            }
            throw EngineError(error)
        }
    }
}

extension RegistryManifest {
    /// Whether an engine calls its image so: by the configuration's digest, or with a store of contents by the manifest's own.
    fileprivate func isOfImage(_ id: String) -> Bool {
        if digest.description == id { return true }
        guard case .image(let configuration, _) = content else { return false }
        return configuration.digest.description == id
    }
}

extension EngineError {
    /// What a registry said from here, as an engine would have passed it on.
    init(_ error: RegistryError) {
        let code: Code
        var wait: Duration?
        switch error.code {
        case .invalid: code = .badRequest
        case .notFound: code = .notFound
        case .unauthorized, .denied: code = .unauthorized
        case .rateLimited(let after): (code, wait) = (.rateLimited, after)
        case .unreachable: code = .registryUnreachable
        case .notTrusted: code = .tlsFailure
        case .malformed, .refused: code = .registryFailure
        case .failing: code = .network
        case .cancelled: code = .cancelled
        }
        let subject = (error.reference.map { "\($0)" } ?? error.host).map { "\($0): " } ?? ""
        self.init(code, subject + error.message, hint: error.hint, underlying: error)
        retryAfter = wait
    }
}
