import Basics
public import DockerEngine
public import ImageGraph
public import ImageRegistry

/// Pushes what a run built, or gave tags, image by image: contract, 3.
///
/// All or nothing as far as a registry allows it: first the tag that names one content for ever (a commit or an input
/// digest), which carries the layers and the manifest over; only when the registry has those, the other tags, each of which
/// must come out as the same digest. The tags that move come last. The other tags are written from here where the registry can
/// be reached, without the engine. A tag that the registry does not take because it has it already, of the same image, is done.
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
    private let tags: RegistryTags?
    private let isAtomic: Bool
    private let jobs: Int
    private let policy: RetryPolicy
    private let handler: @Sendable (PublishingEvent) -> Void

    /// - Parameters:
    ///   - credentials: what the engine shows registries; nil: nothing.
    ///   - registry: how registries are asked from here; nil: the engine pushes every tag.
    ///   - isAtomic: whether the first tags of all images must be there before any image gets another one.
    ///   - jobs: how many images are pushed at once.
    ///   - policy: of failures that may pass: rate limits, errors of the registry, the network.
    ///   - handler: hears what goes on.
    public init(
        engine: DockerClient,
        credentials: RegistryCredentials?,
        registry: RegistryInquiry? = nil,
        isAtomic: Bool = false,
        jobs: Int = 4,
        policy: RetryPolicy = RetryPolicy(),
        handler: @escaping @Sendable (PublishingEvent) -> Void = { _ in }
    ) {
        self.engine = engine
        self.credentials = credentials
        tags = registry.map(RegistryTags.init)
        self.isAtomic = isAtomic
        self.jobs = jobs
        self.policy = policy
        self.handler = handler
    }

    /// Pushes, several images at once. One that fails does not stop the others, unless it is all or none; a cancelled task stops
    /// all.
    ///
    /// - Returns: one outcome a job, in the order of the jobs.
    public func push(_ all: [Job]) async -> [Outcome] {
        guard isAtomic else {
            return await boundedMap(all, limit: jobs) { await tagged(await sent($0)).outcome }
        }
        var progress = await boundedMap(all, limit: jobs) { await sent($0) }
        guard progress.contains(where: { $0.failure != nil }) else {
            return await boundedMap(progress, limit: jobs) { await tagged($0).outcome }
        }
        for position in progress.indices where progress[position].failure == nil {
            progress[position].failure = EngineError(.conflict, "not tagged, because another image could not be pushed")
        }
        return progress.map(\.outcome)
    }

    /// How far the push of an image has come.
    private struct Progress: Sendable {
        let job: Job
        var pushed: [ImageReference] = []
        var digest: String?
        var manifest: RegistryManifest?
        var failure: EngineError?

        var outcome: Outcome { Outcome(job: job, pushed: pushed, digest: digest, failure: failure) }
    }

    /// Brings an image to its registry, under the first of its tags.
    private func sent(_ job: Job) async -> Progress {
        var progress = Progress(job: job)
        guard let first = job.references.first else { return progress }
        do throws(EngineError) {
            for reference in job.references { try await requireSameImage(reference, job.id) }
            if let manifest = await tags?.manifest(first, ofImage: job.id) {
                progress.manifest = manifest
                progress.digest = manifest.digest.description
                handler(.alreadyThere(first, digest: progress.digest))
            } else {
                if Task.isCancelled { throw EngineError(.cancelled, "cancelled") }
                progress.digest = try await push(first, of: job)
            }
            progress.pushed.append(first)
        } catch {
            progress.failure = error
        }
        return progress
    }

    /// Gives an image that its registry has its other tags.
    private func tagged(_ sent: Progress) async -> Progress {
        var progress = sent
        guard progress.failure == nil, let first = progress.job.references.first else { return progress }
        if progress.manifest == nil, progress.job.references.count > 1, let digest = progress.digest {
            progress.manifest = await tags?.manifest(first, digest: digest)
        }
        do throws(EngineError) {
            for reference in progress.job.references.dropFirst() {
                if Task.isCancelled { throw EngineError(.cancelled, "cancelled") }
                if reference.name == first.name, try await isWritten(reference, progress) {
                    progress.pushed.append(reference)
                    continue
                }
                let found = try await push(reference, of: progress.job)
                if let found, let digest = progress.digest, found != digest {
                    throw EngineError(
                        .registryFailure,
                        "\(reference.familiar) came out as \(found), but the tags before it as \(digest)"
                    )
                }
                progress.digest = progress.digest ?? found
                progress.pushed.append(reference)
            }
        } catch {
            progress.failure = error
        }
        return progress
    }

    /// Whether a tag could be written without the engine.
    private func isWritten(_ reference: ImageReference, _ progress: Progress) async throws(EngineError) -> Bool {
        guard let tags, let manifest = progress.manifest else { return false }
        switch try await tags.write(manifest, as: reference) {
        case .done: handler(.pushed(reference, digest: manifest.digest.description))
        case .alreadyThere: handler(.alreadyThere(reference, digest: manifest.digest.description))
        case .impossible: return false
        }
        return true
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
