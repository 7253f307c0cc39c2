import Basics
import ImageGraph
import ManifestKit

/// Turns an entry of the image list into a recipe: finds its projects, reads its Dockerfile and its ignore file.
struct RecipeReader {
    let options: WorkspaceOptions
    let manifest: RepoManifest
    let places: ProjectPlaces
    /// `ONBUILD` instructions of images that this one is built on.
    var baseTriggers: [ImageReference: [OnBuildTrigger]] = [:]

    /// The recipe, or nil with what is wrong added to `problems`.
    func read(
        _ image: ImageList.BuildableImage,
        problems: inout [Diagnostic],
        warnings: inout [Diagnostic]
    ) -> BuildRecipe? {
        let found = locate(image.repo, for: image.name, at: image.position(of: .repo), &problems, &warnings)
        let components = image.components.compactMap { component -> BuildRecipe.Component? in
            locate(component.repo, for: image.name, at: component.position, &problems, &warnings).flatMap { place in
                checkedComponent(component, place, &problems)
            }
        }
        guard let (project, checkout) = found, components.count == image.components.count else { return nil }
        let dockerfile = PathText.join(checkout, image.dockerfilePath)
        let context = PathText.join(checkout, image.contextPath)
        guard check(image, checkout: checkout, dockerfile: dockerfile, context: context, &problems),
            keepsDockerfile(image, components, &problems),
            let resolved = resolve(image, dockerfile, &problems),
            let (ignore, ignoreFile) = readIgnore(context: context, dockerfile: dockerfile, &problems),
            let sources = sources(image, checkout, components, ignoreFile: ignoreFile, &problems)
        else { return nil }
        let recipe = BuildRecipe(
            project: project,
            checkout: checkout,
            dockerfile: image.dockerfilePath,
            context: image.contextPath,
            contextModes: image.contextModes,
            keepsGit: image.keepsGit,
            components: components,
            resolved: resolved,
            ignore: ignore,
            ignoreFile: ignoreFile,
            buildArguments: buildArguments(image),
            target: image.target ?? options.target,
            platform: image.platform ?? options.platform,
            network: image.network ?? options.network,
            cacheFrom: image.cacheFrom.isEmpty ? options.cacheFrom : image.cacheFrom,
            secrets: image.secrets.map { $0.absolute(from: listFolder) },
            agents: image.agents.map { $0.absolute(from: listFolder) },
            sources: sources
        )
        warnings += NestedProject.all(of: recipe).map { $0.warning(for: image) }
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
            context: (image.contextPath, checkout),
            components: components,
            dockerfile: (image.dockerfilePath, checkout),
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

    private var listFolder: String {
        DiskPath.absolute(options.imageList).split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    }

    private func buildArguments(_ image: ImageList.BuildableImage) -> [String: String] {
        image.buildArguments.merging(options.buildArguments) { _, given in given }
    }

    /// The project called `name` and its checkout. Of several checkouts the first that is there counts.
    private func locate(
        _ name: String,
        for image: String,
        at position: SourcePosition,
        _ problems: inout [Diagnostic],
        _ warnings: inout [Diagnostic]
    ) -> (RepoManifest.Project, String)? {
        let projects = manifest.projects(named: name)
        guard let first = projects.first else {
            let nearest = Suggestion.nearest(to: name, among: manifest.projects.map(\.name))
            problems.append(
                Diagnostic(
                    .unknownRepo,
                    at: position,
                    "the manifest has no project '\(name)', which '\(image)' needs",
                    hint: nearest.map { "did you mean '\($0)'?" }
                )
            )
            return nil
        }
        let there = projects.filter { DiskPath.isFolder(PathText.join(options.repoRoot, $0.path)) }
        guard let project = there.first else {
            problems.append(
                Diagnostic(
                    .notCheckedOut,
                    at: position,
                    "project '\(name)', which '\(image)' needs, is not checked out at "
                        + PathText.join(options.repoRoot, first.path),
                    hint: "run 'repo sync \(name)'"
                )
            )
            return nil
        }
        if there.count > 1 {
            warnings.append(
                Diagnostic(
                    .severalCheckouts,
                    at: position,
                    "project '\(name)' is checked out at \(there.map(\.path).joined(separator: ", ")); "
                        + "'\(image)' uses \(project.path)"
                )
            )
        }
        return (project, PathText.join(options.repoRoot, project.path))
    }

    private func checkedComponent(
        _ component: ImageList.Component,
        _ place: (RepoManifest.Project, String),
        _ problems: inout [Diagnostic]
    ) -> BuildRecipe.Component? {
        let source = PathText.join(place.1, component.path)
        let standing = DiskPath.place(of: component.path, in: place.1)
        guard standing == .inside else {
            let exists = standing == .outside
            problems.append(
                Diagnostic(
                    exists ? .pathLeavesProject : .missingPath,
                    at: component.position,
                    exists
                        ? "component path \(source) leads out of its project" : "component path \(source) is not there"
                )
            )
            return nil
        }
        return BuildRecipe.Component(
            project: place.0,
            checkout: place.1,
            path: component.path,
            destination: component.dest
        )
    }

    private func check(
        _ image: ImageList.BuildableImage,
        checkout: String,
        dockerfile: String,
        context: String,
        _ problems: inout [Diagnostic]
    ) -> Bool {
        func complain(
            _ rule: Rule,
            _ key: ImageList.BuildableImage.Key,
            _ message: String,
            _ hint: String? = nil
        ) -> Bool {
            problems.append(Diagnostic(rule, at: image.position(of: key), message, hint: hint))
            return false
        }
        guard DiskPath.isFolder(context) else {
            return complain(.missingContext, .context, "the context of '\(image.name)' is no folder: \(context)")
        }
        let place = DiskPath.place(of: image.dockerfilePath, in: checkout)
        if place == .missing {
            let beside = (try? DiskPath.names(in: PathText.parent(of: dockerfile))) ?? []
            let hint = Suggestion.nearest(to: PathText.lastComponent(of: dockerfile), among: beside)
                .map { "there is '\($0)': name it in 'dockerfile', or rename it" }
            return complain(.missingDockerfile, .dockerfile, "'\(image.name)' has no Dockerfile at \(dockerfile)", hint)
        }
        if DiskPath.place(of: image.contextPath, in: checkout) == .outside {
            return complain(.pathLeavesProject, .context, "the context \(context) leads out of its project")
        }
        if place == .outside {
            return complain(.pathLeavesProject, .dockerfile, "the Dockerfile \(dockerfile) leads out of its project")
        }
        return true
    }

    /// Whether what is read stays what is built: no component stands in the Dockerfile's place.
    private func keepsDockerfile(
        _ image: ImageList.BuildableImage,
        _ components: [BuildRecipe.Component],
        _ problems: inout [Diagnostic]
    ) -> Bool {
        guard let file = PathText.relative(image.dockerfilePath, to: image.contextPath) else { return true }
        var isKept = true
        for (component, entry) in zip(components, image.components) {
            let placement = ComponentPlacement(
                source: PathText.join(component.checkout, component.path),
                destination: component.destination
            )
            guard placement.replaces(file) else { continue }
            isKept = false
            problems.append(
                Diagnostic(
                    .componentReplacesDockerfile,
                    at: entry.position,
                    "component '\(entry.repo)' of '\(image.name)' takes the place of its Dockerfile, \(file)",
                    hint: "give it a dest of its own"
                )
            )
        }
        return isKept
    }

    private func resolve(
        _ image: ImageList.BuildableImage,
        _ path: String,
        _ problems: inout [Diagnostic]
    ) -> ResolvedDockerfile? {
        guard let bytes = read(path, &problems) else { return nil }
        var resolving = ResolveOptions()
        resolving.target = image.target ?? options.target
        resolving.baseTriggers = baseTriggers
        resolving.buildArguments = buildArguments(image)
        let named = image.platform ?? options.platform
        resolving.platform = named ?? options.enginePlatform ?? WorkspaceOptions.machinePlatform
        do throws(DockerfileError) {
            return try Dockerfile.parse(bytes, file: path).resolve(resolving)
        } catch {
            problems.append(
                Diagnostic(
                    .dockerfile,
                    file: error.file,
                    line: error.line,
                    column: error.column,
                    message: error.message,
                    hint: error.hint
                )
            )
            return nil
        }
    }

    private func readIgnore(
        context: String,
        dockerfile: String,
        _ problems: inout [Diagnostic]
    ) -> (IgnorePatterns, String?)? {
        guard let file = IgnorePatterns.locate(contextRoot: context, dockerfile: dockerfile) else {
            return (.none, nil)
        }
        guard let bytes = read(file, &problems) else { return nil }
        do throws(ContextError) {
            return (try IgnorePatterns(parsing: bytes, file: file), file)
        } catch {
            problems.append(
                Diagnostic(
                    .dockerignore,
                    file: file,
                    line: error.line,
                    column: nil,
                    message: error.message,
                    hint: error.hint
                )
            )
            return nil
        }
    }

    /// The most bytes of a Dockerfile or an ignore file, which is BuildKit's bound for Dockerfiles.
    private static let sizeLimit = 16 << 20

    private func read(_ path: String, _ problems: inout [Diagnostic]) -> [UInt8]? {
        do throws(FileError) {
            return try BoundedFile.read(path, limit: Self.sizeLimit)
        } catch {
            problems.append(
                Diagnostic(
                    .unreadable,
                    file: path,
                    line: nil,
                    column: nil,
                    message: "cannot be read: \(error.message)",
                    hint: "check that it is a file and that you may read it"
                )
            )
            return nil
        }
    }
}
