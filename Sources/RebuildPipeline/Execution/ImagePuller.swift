import DockerEngine
import ImageGraph
import RebuildPlanning

/// Fetches an image from its registry and looks whether it is the one that was wanted.
struct ImagePuller: Sendable {
    enum Pulled {
        case usable(PullAttempts.Usable)
        /// The registry does not have it.
        case missing(message: String)
        /// The registry cannot be reached.
        case unreachable(EngineError)
        /// It has one under that name, made of something else.
        case obsolete(PullAttempts.Obsolete)
    }

    let engine: DockerClient
    let options: ExecutionOptions
    let reach: RegistryReach
    let handler: @Sendable (PipelineEvent) -> Void

    func pull(_ reference: ImageReference, for image: PlannedImage) async throws(StepFailure) -> Pulled {
        do throws(EngineError) {
            try await fetch(reference, for: image)
        } catch {
            switch error.code {
            case .notFound: return .missing(message: error.message)
            case .registryUnreachable: return .unreachable(error)
            default: throw StepFailure(.pull, error)
            }
        }
        let exact = pulled(reference, for: image)
        let details: ImageDetails?
        do throws(EngineError) {
            details = try await engine.inspectImage(exact.familiar)
        } catch {
            throw StepFailure(.pull, error)
        }
        guard let details else {
            throw StepFailure(.pull, "\(exact.familiar) was pulled, but the engine does not have it")
        }
        guard image.role == .buildable,
            let difference = image.desired.difference(from: details.labels, of: details.id, .content)
        else {
            let digests = details.repoDigests.compactMap { try? ImageReference(parsing: $0) }
            let digest = exact.digest ?? digests.first { $0.name == reference.name }?.digest
            return .usable(.init(id: details.id, tags: details.repoTags, digest: digest, labels: details.labels))
        }
        return .obsolete(.init(id: details.id, tags: details.repoTags, reference: reference, reason: difference))
    }

    /// What the engine is asked for: by the digest that the plan found, where it found one.
    private func pulled(_ reference: ImageReference, for image: PlannedImage) -> ImageReference {
        image.pullDigest.flatMap { try? reference.withDigest($0) } ?? reference
    }

    /// Pulls, and tries again after failures that may pass: rate limits, errors of the registry, the network.
    private func fetch(_ reference: ImageReference, for image: PlannedImage) async throws(EngineError) {
        let exact = pulled(reference, for: image)
        let version = exact.digest.map(PullRequest.Version.digest) ?? .tag(exact.tag ?? "latest")
        var request = PullRequest(repository: reference.name, version: version)
        request.authorization = try await options.credentials?.authorization(for: reference.domain)
        let call = request
        _ = try await reach.run(reference.domain, options.retry) { () async throws(EngineError) in
            try await engine.pull(call) { progress in handler(.pulling(image.key, progress)) }
        } waiting: { error, delay in
            handler(.retrying(image.key, message: error.message, delay: delay))
        }
    }
}
