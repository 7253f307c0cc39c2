public import DockerEngine
public import ImageGraph
public import ImageRegistry
public import Logging
public import RebuildPlanning

/// Asks registries what they hold: from here, or through the engine where a registry cannot be reached from here or where the engine
/// looks elsewhere.
///
/// Nothing is connected, and the engine not asked where it looks, before the first question.
public actor RegistryInquiry {
    /// What it takes to ask.
    public struct Means: Sendable {
        /// Nil: registries are asked from here or not at all.
        public var engine: DockerClient?
        /// Whether registries are asked from here.
        public var isDirect: Bool
        /// Nil: registries are asked anonymously.
        public var credentials: RegistryCredentials?
        /// How they are spoken to from here. Registries that the engine takes for insecure are added.
        public var options: RegistryOptions

        public init(
            engine: DockerClient?,
            isDirect: Bool = true,
            credentials: RegistryCredentials? = nil,
            options: RegistryOptions = RegistryOptions()
        ) {
            self.engine = engine
            self.isDirect = isDirect
            self.credentials = credentials
            self.options = options
        }
    }

    /// What the first question connects.
    struct Connection: Sendable {
        let client: RegistryClient?
        let engine: EngineInquiry?
        let platform: ImagePlatform
    }

    private let means: Means
    private let logger: Logger
    private var connection: Task<Connection, Never>?

    /// - Parameter logger: hears, at `debug`, of requests that are repeated. Default: nobody hears it.
    public init(
        _ means: Means,
        logger: Logger = Logger(label: "RebuildPipeline") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.means = means
        self.logger = logger
    }

    /// A survey that asks by this; it ends with ``close()``.
    public nonisolated func survey(jobs: Int = RegistrySurvey.defaultJobs) -> RegistrySurvey {
        RegistrySurvey(jobs: jobs, prepare: prepare) { await self.answer($0, needsLabels: $1) }
    }

    /// Ends all connections. Whatever is asked from now on has no answer.
    public func close() async {
        if let connection { await connection.value.client?.shutdown() }
    }

    /// Gets the leave to ask for many repositories at once, where a registry gives such; what it refuses is refused again with the
    /// question itself.
    private func prepare(_ references: [ImageReference]) async {
        guard references.count > 1, let client = await connected().client else { return }
        try? await client.prepare(reading: references.map(\.inRegistry))
    }

    /// What a registry has under a reference; the labels of an image only where they are asked for, and where it is asked from here.
    public func answer(_ reference: ImageReference, needsLabels: Bool = false) async -> RegistryInventory.Answer {
        let connection = await connected()
        guard let client = connection.client else {
            return await connection.engine?.answer(reference)
                ?? .unreachable(message: "there is no engine that could ask it")
        }
        do throws(RegistryError) {
            return .found(try await manifest(reference, needsLabels, client, connection.platform))
        } catch {
            let answer = RegistryInventory.Answer(error)
            guard let engine = connection.engine, engine.mayKnowMore(than: error, of: reference) else { return answer }
            return await engine.answer(reference, insteadOf: answer)
        }
    }

    private func manifest(
        _ reference: ImageReference,
        _ needsLabels: Bool,
        _ client: RegistryClient,
        _ platform: ImagePlatform
    ) async throws(RegistryError) -> RegistryInventory.Manifest {
        let name = reference.inRegistry
        let digest = try await client.head(name).digest
        guard needsLabels else { return .init(digest: digest.description) }
        let image = try await client.manifest(name.with(digest), platform: platform)
        return .init(digest: digest.description, labels: try await client.configuration(of: image).labels)
    }

    func connected() async -> Connection {
        if let connection { return await connection.value }
        let task = Task { [means, logger] in await Self.connect(means, logger) }
        connection = task
        return await task.value
    }

    private static func connect(_ means: Means, _ logger: Logger) async -> Connection {
        let version = try? await means.engine?.version()
        // Podman has no interface for it.
        let asks = version?.kind == .docker
        let registries = asks ? (try? await means.engine?.registries()) ?? EngineRegistries() : EngineRegistries()
        var options = means.options
        options.insecureRegistries += registries.insecure
        // The engine's way is the second attempt.
        if asks { options.retries.countUnreachable = 0 }
        let credentials = means.credentials
        let client = RegistryClient(options: options, logger: logger) { key in
            try? await credentials?.login(for: key)?.login
        }
        let engine = means.engine.flatMap { engine in
            asks ? EngineInquiry(engine, credentials, hasMirrors: !registries.mirrors.isEmpty) : nil
        }
        return Connection(
            client: means.isDirect ? client : nil,
            engine: engine,
            platform: platform(version?.platform ?? WorkspaceOptions.machinePlatform)
        )
    }

    /// - Parameter text: `os/architecture`
    private static func platform(_ text: String) -> ImagePlatform {
        let parts = text.split(separator: "/").map(String.init)
        return ImagePlatform(os: parts.first ?? "", architecture: parts.dropFirst().first ?? "")
    }
}

extension RegistryInventory.Answer {
    /// What an error of a registry means for a plan.
    fileprivate init(_ error: RegistryError) {
        let said = error.message + (error.hint.map { " (\($0))" } ?? "")
        switch error.code {
        case .notFound: self = .notFound(message: said)
        case .unreachable, .cancelled: self = .unreachable(message: said)
        default: self = .refused(message: said)
        }
    }
}

extension ImageReference {
    /// As the client of registries has it; by digest where there is one.
    var inRegistry: RegistryReference {
        let version =
            digest.flatMap { ContentDigest($0) }.map(RegistryReference.Version.digest)
            ?? .tag(tag ?? "latest")
        return RegistryReference(registry: domain, repository: path, version: version)
    }
}
