import GitProbe
import ImageGraph
import ManifestKit

/// A folder or file of one project that goes into an image's context.
struct SourceArea {
    let project: RepoManifest.Project
    /// The project's checkout on disk.
    let checkout: String
    /// The folder or file, relative to the checkout.
    let path: GitPath
    /// Where it stands in the context; nil: the context itself.
    let destination: ContextPath?

    /// The context and its components, in the order in which they are laid over one another.
    static func areas(of recipe: BuildRecipe) -> [SourceArea] {
        let own = SourceArea(
            project: recipe.project,
            checkout: recipe.checkout,
            path: GitPath(recipe.context),
            destination: nil
        )
        let components = recipe.components.map { component in
            SourceArea(
                project: component.project,
                checkout: component.checkout,
                path: GitPath(component.path),
                destination: component.destination == "." ? nil : ContextPath(component.destination)
            )
        }
        return [own] + components
    }

    /// Where a file of the project stands in the context; nil where it lies outside the area, or is its root.
    func contextPath(of path: GitPath) -> ContextPath? {
        guard let relative = path.relative(to: self.path) else { return nil }
        if relative.isTop { return destination }
        let place = ContextPath(bytes: relative.bytes)
        return destination?.appending(place) ?? place
    }

    /// A path of the project as a person finds it: with the project's checkout path before it.
    func told(_ path: GitPath) -> String {
        path.isTop ? project.path : "\(project.path)/\(path)"
    }

    /// A path of the project on disk.
    func onDisk(_ path: GitPath) -> [UInt8] {
        path.isTop ? Array(checkout.utf8) : Array(checkout.utf8) + [UInt8(ascii: "/")] + path.bytes
    }
}
