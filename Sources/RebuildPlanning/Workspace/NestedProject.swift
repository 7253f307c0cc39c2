import ImageGraph
import ManifestKit

/// The checkout of another project that lies in the context of an image.
struct NestedProject {
    let project: SourceTree.Project
    /// Where it lies in the context.
    let path: ContextPath
    /// The position in the list of the component that brings it; nil where the context itself holds it.
    let component: Int?

    /// Those of a recipe: not what the ignore file leaves out whole, and not what a component brings to the same place.
    static func all(of recipe: BuildRecipe) -> [NestedProject] {
        recipe.sources.areas.enumerated().flatMap { position, area in
            area.nested.compactMap { place in
                let below = place.root.dropFirst(area.root.utf8.count).drop { $0 == UInt8(ascii: "/") }
                let path = area.destination.appending(ContextPath(bytes: below))
                let isComponent = recipe.components.contains {
                    $0.project.name == place.project.name && ContextPath($0.destination) == path
                }
                return isComponent || recipe.ignore.leavesOut(path)
                    ? nil
                    : NestedProject(project: place.project, path: path, component: position == 0 ? nil : position - 1)
            }
        }
    }

    /// Tells of it at the image's entry, or at its component's.
    func warning(for image: ImageList.BuildableImage) -> Diagnostic {
        Diagnostic(
            .projectInContext,
            at: component.map { image.components[$0].position } ?? image.position(of: .context),
            "the context of '\(image.name)' holds the checkout of project '\(project.name)', at \(path)",
            hint: "it could be a component; if it is not meant to be in the image, name it in the .dockerignore"
        )
    }
}
