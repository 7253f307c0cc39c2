import Basics
import DockerEngine
import Foundation
import ImageGraph
import ManifestKit
import RebuildPlanning

/// Builds one image: context, labels, arguments in; image id and log out.
struct ImageBuild: Sendable {
    struct Built {
        let id: String
        let log: String?
        let seconds: Double
    }

    let workspace: Workspace
    let sources: WorkspaceSources
    let engine: DockerClient
    let options: ExecutionOptions
    let handler: @Sendable (PipelineEvent) -> Void

    func build(_ image: PlannedImage) async throws(StepFailure) -> Built {
        guard let recipe = workspace[image.key]?.recipe, let facts = sources[image.key] else {
            throw StepFailure(.build, "the plan builds \(image.key), which the lists cannot build")
        }
        let began = options.now()
        let log = try openLog(image, at: began)
        let attachables = try self.attachables(recipe)
        let mask = SecretMask(attachables.secrets)
        do throws(StepFailure) {
            let builder = try await BuilderSelection(choice: options.builder, engine: engine).builder(for: recipe)
            let reader = BuildContextReader(key: image.key, recipe: recipe, sources: sources, builder: builder)
            let context = try reader.read()
            var request = BuildRequest()
            request.dockerfile = context.dockerfile
            request.labels = try await labels(facts, recipe, at: began)
            request.buildArguments = Self.buildArguments(recipe, labels: request.labels)
            request.target = recipe.target
            request.platform = recipe.platform
            request.networkMode = recipe.network
            request.cacheFrom = recipe.cacheFrom
            request.noCache = options.noCache
            request.timeLimit = options.buildTimeLimit
            request.idleLimit = options.buildIdleLimit
            request.builder = builder
            // The classic builder takes only Dockerfiles that cannot ask for any of this.
            if request.builder == .buildKit {
                request.secrets = attachables.secrets
                request.agents = attachables.agents
                request.credentials = options.credentials.flatMap { $0.isEmpty ? nil : $0 }
            }
            let output = BuildOutput(image.key, log: log, mask: mask, handler: handler)
            let id = try await send(request, context.archive, output)
            try log?.close()
            return Built(id: id, log: log?.path, seconds: options.now().timeIntervalSince(began))
        } catch {
            log?.append("\n\(mask.masked(error.message))\n")
            try? log?.close()
            throw StepFailure(error.step, mask.masked(error.message), log: log?.path, cause: error.cause)
        }
    }

    /// What its list entry and the command line give it.
    private func attachables(_ recipe: BuildRecipe) throws(StepFailure) -> BuildAttachables {
        do throws(BuildAttachableError) {
            return try BuildAttachables(
                secrets: recipe.secrets,
                agents: recipe.agents,
                environment: options.environment
            )
            .merging(options.attachables)
        } catch {
            throw StepFailure(.build, "\(error)")
        }
    }

    private func openLog(_ image: PlannedImage, at date: Date) throws(StepFailure) -> BuildLog? {
        guard let folder = options.logFolder else { return nil }
        return try BuildLog(folder: folder, image: image.reference.familiarName, date: date)
    }

    private func send(
        _ request: BuildRequest,
        _ archive: ContextArchive,
        _ output: BuildOutput
    ) async throws(StepFailure) -> String {
        let began = ContinuousClock.now
        let (key, handler) = (output.key, handler)
        let result: Result<BuildResult, EngineError>
        do throws(EngineError) {
            result = .success(
                try await engine.build(request, context: archive) { record in
                    output.add(record)
                } onUpload: { bytes in
                    handler(.uploading(key, bytes: bytes))
                }
            )
        } catch {
            result = .failure(error)
        }
        output.end()
        switch result {
        case .success(let built): return built.imageID
        case .failure(let error) where error.code == .timedOut:
            throw Self.limitFailure(request, after: began.duration(to: .now), lastLine: output.lastLine)
        case .failure(let error): throw StepFailure(.build, error)
        }
    }

    /// Says which limit a build met, and what it was at.
    private static func limitFailure(_ request: BuildRequest, after time: Duration, lastLine: String) -> StepFailure {
        let isTotal = request.timeLimit.map { time >= $0 } ?? false
        let limit = (isTotal ? request.timeLimit : request.idleLimit)?.components.seconds ?? 0
        let what =
            isTotal
            ? "ended after \(limit) s, the limit of a build"
            : "ended after \(limit) s without output, the limit of a build"
        return StepFailure(.build, what + (lastLine.isEmpty ? "" : "; its last word was: \(lastLine)"))
    }

    // MARK: Labels and arguments

    private func labels(
        _ facts: ImageSources,
        _ recipe: BuildRecipe,
        at date: Date
    ) async throws(StepFailure) -> [String: String] {
        var labels = facts.labels
        let built = Timestamp.rfc3339(Int64(date.timeIntervalSince1970))
        labels[LabelName.buildDate] = built
        labels[LabelName.ociCreated] = built
        if let base = recipe.resolved.targetBase {
            labels[LabelName.ociBaseName] = base.normalized
            labels[LabelName.ociBaseDigest] = try await registryDigest(of: base)
        } else {
            // A label of an ancestor would be inherited: say outright that there is none.
            labels[LabelName.ociBaseName] = ""
            labels[LabelName.ociBaseDigest] = ""
        }
        return labels
    }

    /// The digest under which the base's registry knows it; empty where it has none, as a base that was built here.
    private func registryDigest(of base: ImageReference) async throws(StepFailure) -> String {
        if let digest = base.digest { return digest }
        do throws(EngineError) {
            let details = try await engine.inspectImage(base.familiar)
            let digests = (details?.repoDigests ?? []).compactMap { try? ImageReference(parsing: $0) }
            return digests.first { $0.name == base.name }?.digest ?? ""
        } catch {
            throw StepFailure(.build, error)
        }
    }

    /// The recipe's own arguments, and every label whose argument the Dockerfile declares.
    static func buildArguments(_ recipe: BuildRecipe, labels: [String: String]) -> [String: String] {
        var arguments: [String: String] = [:]
        for (label, value) in labels {
            let name = LabelName.buildArgument(for: label)
            if recipe.resolved.declaredArguments.contains(name) { arguments[name] = value }
        }
        return arguments.merging(recipe.buildArguments) { _, own in own }
    }
}
