import ImageGraph
import ManifestKit

/// The checkout of another project that lies in the context of an image.
struct NestedProject {
    let project: RepoManifest.Project
    /// Where it lies in the context.
    let path: ContextPath

    /// Those of a recipe: not what the ignore file leaves out whole, and not what a component brings to the same place.
    static func all(of recipe: BuildRecipe) -> [NestedProject] {
        guard let context = recipe.sources.areas.first else { return [] }
        return context.nested.compactMap { place in
            let below = place.root.dropFirst(context.root.utf8.count).drop { $0 == UInt8(ascii: "/") }
            let path = ContextPath(bytes: below)
            let isComponent = recipe.components.contains {
                $0.project.name == place.project.name && ContextPath($0.destination) == path
            }
            return isComponent || recipe.ignore.leavesOut(path)
                ? nil : NestedProject(project: place.project, path: path)
        }
    }

    /// Tells of it at the image's entry.
    func warning(for image: ImageList.BuildableImage) -> Diagnostic {
        Diagnostic(
            .projectInContext,
            at: image.position(of: .context),
            "the context of '\(image.name)' holds the checkout of project '\(project.name)', at \(path)",
            hint: "it could be a component; if it is not meant to be in the image, name it in the .dockerignore"
        )
    }
}
