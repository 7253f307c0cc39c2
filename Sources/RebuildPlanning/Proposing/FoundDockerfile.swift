import ImageGraph
import ManifestKit

/// A Dockerfile that could be read.
struct FoundDockerfile {
    let project: SourceTree.Project
    /// Its folder, relative to the project.
    let folder: String
    let name: String
    /// What its name says beside being a Dockerfile.
    let label: String?
    /// The external images that it needs, by the names that people write.
    let needs: [ImageReference]
    /// What it takes from its context.
    let sources: [CopiedSource]

    /// Its path from the tree's root.
    var path: String { project.told(folder == "." ? name : "\(folder)/\(name)") }
}

/// A path that a Dockerfile takes from its context, `.` for all of it.
struct CopiedSource: Hashable {
    let path: String
    /// Whether it may match nothing.
    let isPattern: Bool
}
