import ImageGraph
import ManifestKit

/// All images of the lists, wanted or not, as far as they could be read, and everything that is wrong with them.
struct WorkspaceSurvey {
    /// Images that could not be read have no recipe; of each loop one need is left out of the graph.
    let workspace: Workspace
    /// What a run would stop at, and loops.
    let problems: [Diagnostic]
    let names: NameTable
    /// The list's entries of the buildable images.
    let listed: [ImageKey: ImageList.BuildableImage]

    /// A buildable image that could be read.
    struct Subject {
        let image: WorkspaceImage
        let recipe: BuildRecipe
        let entry: ImageList.BuildableImage
    }

    /// The buildable images that could be read, parents before children.
    var subjects: [Subject] {
        workspace.images.compactMap { image in
            guard let recipe = image.recipe, let entry = listed[image.key] else { return nil }
            return Subject(image: image, recipe: recipe, entry: entry)
        }
    }
}
