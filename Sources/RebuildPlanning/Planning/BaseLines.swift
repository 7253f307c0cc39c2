import ImageGraph

/// The images from elsewhere at the bottom of the images of a workspace, followed from parents to children.
struct BaseLines {
    private struct Name: Hashable {
        let child: ImageKey
        let reference: ImageReference
    }

    private let workspace: Workspace
    private let parents: [Name: ImageKey]
    private var roots: [ImageKey: ImageReference] = [:]

    init(_ workspace: Workspace) {
        self.workspace = workspace
        let named = workspace.graph.edges.map { (Name(child: $0.child, reference: $0.use.reference), $0.parent) }
        parents = Dictionary(named) { first, _ in first }
    }

    /// What the target stage of an image is built on: an image from elsewhere, or what lies below an image of the lists. All images
    /// before it must have been followed.
    mutating func follow(_ image: WorkspaceImage) -> (base: ImageReference?, inherited: ImageReference?) {
        guard let base = image.recipe?.resolved.targetBase,
            let key = parents[Name(child: image.key, reference: base)], let parent = workspace[key]
        else { return (nil, nil) }
        let isOutside = parent.role != .buildable
        let root = isOutside ? parent.reference : roots[key]
        roots[image.key] = root
        return isOutside ? (root, nil) : (nil, root)
    }
}
