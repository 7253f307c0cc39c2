public import Foundation

/// One need of one image: a use in the child's Dockerfile that names the parent.
public struct DependencyEdge: Hashable, Sendable {
    /// The image that must be there first.
    public let parent: ImageKey
    /// The image whose Dockerfile names it.
    public let child: ImageKey
    /// How and where the Dockerfile names it.
    public let use: ImageUse
    /// The Dockerfile that says so.
    public let file: String

    /// Says that `child` needs `parent` because of `use` in `file`.
    public init(parent: ImageKey, child: ImageKey, use: ImageUse, file: String) {
        self.parent = parent
        self.child = child
        self.use = use
        self.file = file
    }
}

/// A loop of images each of which needs the next; the last needs the first.
public struct DependencyCycle: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    /// The edges round the loop, each one's parent being the next one's child.
    public let edges: [DependencyEdge]

    public var description: String {
        guard let first = edges.first else { return "empty cycle" }
        let names = edges.map(\.child.name) + [first.child.name]
        return "images need each other in a loop: " + names.joined(separator: " → ")
    }

    public var errorDescription: String? { description }
}
