import Basics
import DockerEngine
import Foundation
import ImageGraph
import ImageRegistry
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

    /// Builds an image of its Dockerfile.
    ///
    /// - Parameter tag: what it is to carry from the moment it is there, `name:tag`.
    func build(_ image: PlannedImage, as tag: String) async throws(StepFailure) -> Built {
        let (recipe, facts) = try known(image)
        let attachables = try self.attachables(recipe)
        let job = BuildJob(
            image,
            of: recipe.dockerfilePath,
            mask: SecretMask(attachables.secrets),
            options: options,
            handler: handler
        )
        return try await job.carryOut(on: engine) { date throws(StepFailure) in
            let builder = try await selection.builder(for: recipe)
            let offer = ContextOffer(options)
            let reader = BuildContextReader(key: image.key, recipe: recipe, sources: sources, offer: offer)
            let contents = try reader.read(for: builder)
            var request = request(tag, builder, recipe)
            request.labels = try await labels(image, facts, recipe, date).ofBuild()
            request.buildArguments = Self.buildArguments(
                recipe,
                labels: request.labels,
                proxies: options.proxyArguments
            )
            request.target = recipe.target
            request.networkMode = recipe.network
            request.cacheFrom = recipe.cacheFrom
            request.noCache = options.noCache
            // The classic builder takes only Dockerfiles that cannot ask for any of this.
            if request.builder == .buildKit {
                if let date = options.sourceDate, recipe.buildArguments[SourceDate.name] == nil {
                    request.buildArguments[SourceDate.name] = "\(date)"
                }
                request.secrets = attachables.secrets
                request.agents = attachables.agents
                request.credentials = options.credentials.flatMap { $0.isEmpty ? nil : $0 }
            }
            return BuildJob.Call(request: request, contents: contents)
        }
    }

    /// Gives a present image the labels of now: a build on that image which runs no step and adds no layer (contract, 2.5).
    ///
    /// - Returns: the new image, or why there is none.
    func relabel(
        _ image: PlannedImage,
        _ present: ImageDetails,
        as tag: String
    ) async throws(StepFailure) -> Result<Built, RelabelObstacle> {
        guard present.onBuild.isEmpty else { return .failure(.onBuild) }
        let (recipe, facts) = try known(image)
        let labels: [String: String]
        switch try await self.labels(image, facts, recipe, options.now()).ofRelabel(present) {
        case .success(let cover): labels = cover
        case .failure(let obstacle): return .failure(obstacle)
        }
        let builder = try await selection.preferred()
        guard let ground = Self.ground(present, image, builder) else { return .failure(.nameless) }
        let job = BuildJob(image, mask: SecretMask([]), options: options, handler: handler)
        let built = try await job.carryOut(on: engine) { _ throws(StepFailure) in
            var request = request(tag, builder, recipe)
            request.labels = labels
            // Buildah gives labels only to what has an instruction.
            let text = "FROM \(ground)\nLABEL \(LabelName.inputDigest)=\(image.inputDigest ?? "")\n"
            guard builder == .classic else {
                return BuildJob.Call(
                    request: request,
                    contents: .offered(ContextOffer(options).context(dockerfile: text))
                )
            }
            let file = TarEntry.file(request.dockerfile, contents: Array(text.utf8))
            let archive = ContextArchive(entries: [file])
            return BuildJob.Call(request: request, contents: .archive(archive, dockerfile: request.dockerfile))
        }
        return .success(built)
    }

    private func known(_ image: PlannedImage) throws(StepFailure) -> (BuildRecipe, ImageSources) {
        guard let recipe = workspace[image.key]?.recipe, let facts = sources[image.key] else {
            throw StepFailure(.build, "the plan builds \(image.key), which the lists cannot build")
        }
        return (recipe, facts)
    }

    /// What every build asks for.
    private func request(_ tag: String, _ builder: BuildRequest.Builder, _ recipe: BuildRecipe) -> BuildRequest {
        BuildRequest(
            tags: [tag],
            platform: recipe.platform,
            builder: builder,
            timeLimit: options.buildTimeLimit,
            idleLimit: options.buildIdleLimit
        )
    }

    private func labels(_ image: PlannedImage, _ facts: ImageSources, _ recipe: BuildRecipe, _ date: Date)
        -> BuildLabels
    {
        let parents = image.parents.compactMap { workspace[$0] }.filter { $0.role == .buildable }
        let named = recipe.buildArguments[SourceDate.name].flatMap { Double($0) } ?? options.sourceDate.map(Double.init)
        return BuildLabels(
            engine: engine,
            facts: facts,
            recipe: recipe,
            listedParents: Set(parents.map(\.reference.name)),
            date: named.map(Date.init(timeIntervalSince1970:)) ?? date
        )
    }

    private var selection: BuilderSelection { BuilderSelection(choice: options.builder, engine: engine) }

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

    /// The recipe's own arguments, every label whose argument the Dockerfile declares, and the proxies of which the recipe
    /// says nothing: BuildKit takes `http_proxy` and `HTTP_PROXY` for one argument, whichever comes last.
    static func buildArguments(
        _ recipe: BuildRecipe,
        labels: [String: String],
        proxies: [String: String]
    ) -> [String: String] {
        var arguments: [String: String] = [:]
        for (label, value) in labels {
            let name = LabelName.buildArgument(for: label)
            if recipe.resolved.declaredArguments.contains(name) { arguments[name] = value }
        }
        let own = Set(recipe.buildArguments.keys.map { $0.uppercased() })
        for (name, value) in proxies where !own.contains(name.uppercased()) { arguments[name] = value }
        return arguments.merging(recipe.buildArguments) { _, own in own }
    }

    /// How a `FROM` names a present image; nil where BuildKit cannot find it by any name.
    private static func ground(_ present: ImageDetails, _ image: PlannedImage, _ builder: BuildRequest.Builder)
        -> String?
    {
        // By its bare digits, because Podman takes what stands before a colon for a name.
        if builder == .classic { return present.id.split(separator: ":").last.map(String.init) }
        let names = (present.repoTags + present.repoDigests).compactMap { try? ImageReference(parsing: $0) }
        return names.first { $0.name == image.reference.name && !$0.isUnfinished }?.familiar
    }
}
