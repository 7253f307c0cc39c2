import DockerEngine
import ImageGraph
import ImageRegistry
import RebuildPlanning

/// Asks registries through the engine, which may have another way to them, or other places to look at.
actor EngineInquiry {
    private let engine: DockerClient
    private let credentials: RegistryCredentials?
    private let hasMirrors: Bool
    /// Registries that the engine finds no way to, with what it said, so that the waits for one are made once.
    private var unreachable: [String: String] = [:]

    /// - Parameter hasMirrors: whether the engine looks for images of Docker Hub elsewhere first.
    init(_ engine: DockerClient, _ credentials: RegistryCredentials?, hasMirrors: Bool) {
        self.engine = engine
        self.credentials = credentials
        self.hasMirrors = hasMirrors
    }

    /// Whether the engine may get an answer where this program got none.
    nonisolated func mayKnowMore(than error: RegistryError, of reference: ImageReference) -> Bool {
        switch error.code {
        case .unreachable, .notTrusted, .malformed: true
        case .notFound: hasMirrors && reference.domain == "docker.io"
        default: false
        }
    }

    /// What the registry says to the engine.
    ///
    /// - Parameter direct: what it said from here; it stands where the engine does not get farther.
    func answer(
        _ reference: ImageReference,
        insteadOf direct: RegistryInventory.Answer? = nil
    ) async -> RegistryInventory.Answer {
        if let message = unreachable[reference.domain] { return direct ?? .unreachable(message: message) }
        do throws(EngineError) {
            let authorization = try await credentials?.authorization(for: reference.domain)
            let digest = try await engine.registryDigest(reference.familiar, authorization: authorization)
            return .found(.init(digest: digest, isEngineView: true))
        } catch {
            let said = error.message + (error.hint.map { " (\($0))" } ?? "")
            switch error.code {
            case .notFound: return .notFound(message: said)
            case .unauthorized, .rateLimited: return direct ?? .refused(message: said)
            case .registryUnreachable, .unreachable, .cancelled, .timedOut:
                unreachable[reference.domain] = said
                return direct ?? .unreachable(message: said)
            default: return direct ?? .refused(message: said)
            }
        }
    }
}
