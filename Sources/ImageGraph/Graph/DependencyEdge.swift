/// One need of one image: a line of the child's Dockerfile that names the parent.
public struct DependencyEdge: Hashable, Sendable, Codable {
    /// The image that must be there first.
    public let parent: ImageKey
    /// The image whose Dockerfile names it.
    public let child: ImageKey
    /// How the Dockerfile names it: `FROM`, `COPY --from`, `RUN --mount`.
    public let kind: String
    /// The reference as the Dockerfile has it, variables expanded.
    public let text: String
    /// The Dockerfile that says so.
    public let file: String
    /// The line in `file`, from 1.
    public let line: Int

    public init(parent: ImageKey, child: ImageKey, kind: String, text: String, file: String, line: Int) {
        self.parent = parent
        self.child = child
        self.kind = kind
        self.text = text
        self.file = file
        self.line = line
    }
}

/// A loop of images each of which needs the next; the last needs the first.
public struct DependencyCycle: Error, Hashable, Sendable, CustomStringConvertible {
    /// The edges round the loop, each one's parent being the next one's child.
    public let edges: [DependencyEdge]

    public var description: String {
        guard let first = edges.first else { return "empty cycle" }
        let names = edges.map(\.child.name) + [first.child.name]
        return "images need each other in a loop: " + names.joined(separator: " → ")
    }
}
