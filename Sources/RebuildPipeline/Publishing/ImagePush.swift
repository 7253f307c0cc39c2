import Basics
public import DockerEngine
public import ImageGraph

/// Pushes what a run built, or gave tags, image by image: contract, 3.
///
/// All or nothing as far as a registry allows it: first the tag that names one content for ever (a commit or an input
/// digest), which carries the layers and the manifest over; only when the registry has those, the other tags, each of which
/// must come out as the same digest. The tags that move come last. A tag that the registry does not take because it has it
/// already, of the same image, is done.
public struct ImagePush: Sendable {
    /// One image to be pushed.
    public struct Job: Sendable, Hashable {
        /// The image's id when it was built.
        public let id: String
        /// In the order in which they are pushed.
        public let references: [ImageReference]
    }

    /// How the push of one image ended.
    public struct Outcome: Sendable {
        public let job: Job
        /// The references that the registry has now.
        public let pushed: [ImageReference]
        /// Under which the registry has them: `sha256:…`; nil where none was pushed or the engine did not say.
        public let digest: String?
        /// Why not all of them were; nil: they were.
        public let failure: EngineError?
    }

    private let engine: DockerClient
    private let credentials: RegistryCredentials?
    private let jobs: Int
    private let policy: RetryPolicy
    private let handler: @Sendable (PublishingEvent) -> Void

    /// - Parameters:
    ///   - credentials: what registries are shown; nil: nothing.
    ///   - jobs: how many images are pushed at once.
    ///   - policy: of failures that may pass: rate limits, errors of the registry, the network.
    ///   - handler: hears what goes on.
    public init(
        engine: DockerClient,
        credentials: RegistryCredentials?,
        jobs: Int = 4,
        policy: RetryPolicy = RetryPolicy(),
        handler: @escaping @Sendable (PublishingEvent) -> Void = { _ in }
    ) {
        self.engine = engine
        self.credentials = credentials
        self.jobs = jobs
        self.policy = policy
        self.handler = handler
    }

    /// Pushes, several images at once. One that fails does not stop the others; a cancelled task stops all.
    ///
    /// - Returns: one outcome a job, in the order of the jobs.
    public func push(_ all: [Job]) async -> [Outcome] {
        await boundedMap(all, limit: jobs) { await push($0) }
    }

    private func push(_ job: Job) async -> Outcome {
        var pushed: [ImageReference] = []
        var digest: String?
        do throws(EngineError) {
            for reference in job.references { try await requireSameImage(reference, job.id) }
            for reference in job.references {
                if Task.isCancelled { throw EngineError(.cancelled, "cancelled") }
                let found = try await push(reference, of: job)
                if let found, let digest, found != digest {
                    throw EngineError(
                        .registryFailure,
                        "\(reference.familiar) came out as \(found), but the tags before it as \(digest)"
                    )
                }
                digest = digest ?? found
                pushed.append(reference)
            }
            return Outcome(job: job, pushed: pushed, digest: digest, failure: nil)
        } catch {
            return Outcome(job: job, pushed: pushed, digest: digest, failure: error)
        }
    }

    /// What is pushed must be what was built: a tag may have moved since.
    private func requireSameImage(_ reference: ImageReference, _ id: String) async throws(EngineError) {
        guard let image = try await engine.inspectImage(reference.familiar) else {
            throw EngineError(.notFound, "the engine has no \(reference.familiar) any more", hint: "build it again")
        }
        guard image.id == id else {
            throw EngineError(
                .conflict,
                "\(reference.familiar) is \(image.id) now, not \(id) that was built",
                hint: "another run has moved it; push with the actions file of that run"
            )
        }
    }

    private func push(_ reference: ImageReference, of job: Job) async throws(EngineError) -> String? {
        let authorization = try await credentials?.authorization(for: reference.domain)
        do throws(EngineError) {
            let digest = try await policy.run { () async throws(EngineError) in
                try await engine.push(reference.name, tag: reference.tag ?? "", authorization: authorization).digest
            } waiting: { error, delay in
                handler(.retrying(reference, error, delay: delay))
            }
            handler(.pushed(reference, digest: digest))
            return digest
        } catch {
            guard error.isRefusal else { throw error }
            let published = PublishedImage(engine: engine, reference: reference, authorization: authorization)
            switch await published.standing(to: job.id) {
            case .same(let digest):
                handler(.alreadyThere(reference, digest: digest))
                return digest
            case .another(let digest): throw error.hinting("it has \(digest ?? "another image") there")
            case .unknown: throw error
            }
        }
    }
}

extension EngineError {
    /// Whether the registry may have refused to have a tag written again. Texts do not tell: registries with immutable tags
    /// have a status and words of their own each.
    fileprivate var isRefusal: Bool {
        switch code {
        case .unauthorized, .badRequest, .conflict, .registryFailure, .serverError: true
        default: false
        }
    }

    fileprivate func hinting(_ hint: String) -> EngineError {
        var error = self
        error.hint = hint
        return error
    }
}
