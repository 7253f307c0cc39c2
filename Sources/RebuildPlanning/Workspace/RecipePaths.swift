import Basics
import ManifestKit

/// Judges the paths that an entry of the image list names: that they are there, and lead to where they should.
struct RecipePaths {
    let image: ImageList.BuildableImage
    /// The project's checkout on disk.
    let checkout: String

    var dockerfile: String { PathText.join(checkout, image.dockerfilePath) }
    var context: String { PathText.join(checkout, image.contextPath) }

    /// Whether the context and the Dockerfile are there and within the project; what is not is added to `problems`.
    func areThere(_ problems: inout [Diagnostic]) -> Bool {
        guard let problem = contextProblem ?? dockerfileProblem else { return true }
        problems.append(problem)
        return false
    }

    private var contextProblem: Diagnostic? {
        guard DiskPath.isFolder(context) else {
            return problem(.missingContext, .context, "the context of '\(image.name)' is no folder: \(context)")
        }
        return nil
    }

    private var dockerfileProblem: Diagnostic? {
        let place = DiskPath.place(of: image.dockerfilePath, in: checkout)
        if place == .missing {
            let beside = (try? DiskPath.names(in: PathText.parent(of: dockerfile))) ?? []
            let hint = Suggestion.nearest(to: PathText.lastComponent(of: dockerfile), among: beside)
                .map { "there is '\($0)': name it in 'dockerfile', or rename it" }
            return problem(.missingDockerfile, .dockerfile, "'\(image.name)' has no Dockerfile at \(dockerfile)", hint)
        }
        if DiskPath.place(of: image.contextPath, in: checkout) == .outside {
            return problem(.pathLeavesProject, .context, "the context \(context) leads out of its project")
        }
        if place == .outside {
            return problem(.pathLeavesProject, .dockerfile, "the Dockerfile \(dockerfile) leads out of its project")
        }
        return nil
    }

    private func problem(
        _ rule: Rule,
        _ key: ImageList.BuildableImage.Key,
        _ message: String,
        _ hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(rule, at: image.position(of: key), message, hint: hint)
    }

    /// A component of the entry, where its path is there and within its project.
    static func component(
        _ component: ImageList.Component,
        of found: ProjectLookup.Found,
        _ problems: inout [Diagnostic]
    ) -> BuildRecipe.Component? {
        let source = PathText.join(found.checkout, component.path)
        let standing = DiskPath.place(of: component.path, in: found.checkout)
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
            project: found.project,
            checkout: found.checkout,
            path: component.path,
            destination: component.dest
        )
    }

    /// Whether what is read stays what is built: no component stands in the Dockerfile's place.
    func keepDockerfile(_ components: [BuildRecipe.Component], _ problems: inout [Diagnostic]) -> Bool {
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
                    "component '\(entry.title)' of '\(image.name)' takes the place of its Dockerfile, \(file)",
                    hint: "give it a dest of its own"
                )
            )
        }
        return isKept
    }
}
