import Basics
import ImageGraph
import ManifestKit

/// Turns an entry of the image list into a recipe: finds its projects, reads its Dockerfile and its ignore file.
struct RecipeReader: Sendable {
    let options: WorkspaceOptions
    private let tree: SourceTree
    private let places: ProjectPlaces

    init(options: WorkspaceOptions, tree: SourceTree) {
        self.options = options
        self.tree = tree
        places = ProjectPlaces(tree)
    }

    /// Reads what an entry names.
    ///
    /// - Parameter baseTriggers: `ONBUILD` instructions of images that this one is built on.
    func read(
        _ image: ImageList.BuildableImage,
        baseTriggers: [ImageReference: [OnBuildTrigger]] = [:]
    ) -> RecipeReading {
        var reading = RecipeReading()
        reading.recipe = recipe(image, baseTriggers, &reading)
        return reading
    }

    private func recipe(
        _ image: ImageList.BuildableImage,
        _ baseTriggers: [ImageReference: [OnBuildTrigger]],
        _ reading: inout RecipeReading
    ) -> BuildRecipe? {
        let projects = ProjectLookup(tree: tree, image: image.name)
        let found = projects.find(image.repo, at: image.position(of: .repo), &reading)
        let components = image.components.compactMap { component in
            projects.find(component.repo, at: component.position, &reading)
                .flatMap { RecipePaths.component(component, of: $0, &reading.problems) }
        }
        guard let found, components.count == image.components.count else { return nil }
        let paths = RecipePaths(image: image, checkout: found.checkout)
        guard paths.areThere(&reading.problems), paths.keepDockerfile(components, &reading.problems),
            let dockerfile = RecipeFiles.dockerfile(
                paths.dockerfile,
                resolving(image, baseTriggers),
                &reading.problems
            ),
            let ignore = RecipeFiles.ignore(
                context: paths.context,
                dockerfile: paths.dockerfile,
                &reading.problems
            ),
            let sources = sources(image, found.checkout, components, ignoreFile: ignore.file, &reading.problems)
        else { return nil }
        let recipe = BuildRecipe(
            project: found.project,
            checkout: found.checkout,
            dockerfile: image.dockerfilePath,
            context: image.contextPath,
            contextModes: image.contextModes,
            keepsGit: image.keepsGit,
            components: components,
            dockerfileContent: dockerfile.content,
            resolved: dockerfile.resolved,
            ignore: ignore.patterns,
            ignoreFile: ignore.file,
            buildArguments: buildArguments(image),
            target: image.target ?? options.target,
            platform: image.platform ?? options.platform,
            network: image.network ?? options.network,
            cacheFrom: image.cacheFrom.isEmpty ? options.cacheFrom : image.cacheFrom,
            secrets: image.secrets.map { $0.absolute(from: listFolder) },
            agents: image.agents.map { $0.absolute(from: listFolder) },
            sources: sources
        )
        reading.warnings += NestedProject.all(of: recipe).map { $0.warning(for: image) }
        return recipe
    }

    /// Where everything lies once links are followed.
    private func sources(
        _ image: ImageList.BuildableImage,
        _ checkout: String,
        _ components: [BuildRecipe.Component],
        ignoreFile: String?,
        _ problems: inout [Diagnostic]
    ) -> RecipeSources? {
        let sources = RecipeSources(
            checkout: checkout,
            context: image.contextPath,
            components: components,
            dockerfile: image.dockerfilePath,
            ignoreFile: ignoreFile.map { (PathText.lastComponent(of: $0), PathText.parent(of: $0)) },
            places: places
        )
        if sources == nil {
            problems.append(
                Diagnostic(
                    .missingPath,
                    at: image.position(of: .path),
                    "what '\(image.name)' is made of went away, or lies in no project"
                )
            )
        }
        return sources
    }

    private func resolving(
        _ image: ImageList.BuildableImage,
        _ baseTriggers: [ImageReference: [OnBuildTrigger]]
    ) -> ResolveOptions {
        var resolving = ResolveOptions()
        resolving.target = image.target ?? options.target
        resolving.baseTriggers = baseTriggers
        resolving.buildArguments = buildArguments(image)
        let named = image.platform ?? options.platform
        resolving.platform = named ?? options.enginePlatform ?? WorkspaceOptions.machinePlatform
        return resolving
    }

    private func buildArguments(_ image: ImageList.BuildableImage) -> [String: String] {
        image.buildArguments.merging(options.buildArguments) { _, given in given }
    }

    private var listFolder: String {
        DiskPath.absolute(options.imageList).split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    }
}
