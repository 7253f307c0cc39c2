import Yams

/// A first image list, to be written and then kept by people: what says where the images lie, and nothing else.
public struct ImageListDraft: Sendable, Hashable {
    /// A buildable image.
    public struct Image: Sendable, Hashable {
        public var name: String
        /// Nil where the tree has only one project.
        public var repo: String?
        /// The Dockerfile's folder, relative to the project.
        public var path: String
        /// Relative to ``path``.
        public var dockerfile: String
        /// Relative to ``path``.
        public var context: String
        public var components: [Component]

        public init(
            name: String,
            repo: String? = nil,
            path: String = ".",
            dockerfile: String = "Dockerfile",
            context: String = ".",
            components: [Component] = []
        ) {
            self.name = name
            self.repo = repo
            self.path = path
            self.dockerfile = dockerfile
            self.context = context
            self.components = components
        }
    }

    /// A part of a project that goes into a context.
    public struct Component: Sendable, Hashable {
        public var repo: String
        public var path: String
        public var dest: String

        public init(repo: String, path: String, dest: String) {
            self.repo = repo
            self.path = path
            self.dest = dest
        }
    }

    public var buildTag: String
    public var images: [Image]

    public init(buildTag: String, images: [Image] = []) {
        self.buildTag = buildTag
        self.images = images
    }

    /// The list as YAML, without what is so by default.
    ///
    /// - Parameter heading: comments before it, one a line.
    public func text(heading: [String] = []) throws -> String {
        let list: [(Node, Node)] = [
            (Node("docker_build_tag"), Self.scalar(buildTag)),
            (Node("buildable_images"), .sequence(.init(images.map(Self.node)))),
        ]
        let comments = heading.map { "# \($0)\n" }.joined()
        return try comments + serialize(node: .mapping(.init(list)), width: -1, allowUnicode: true)
    }

    private static func node(_ image: Image) -> Node {
        var values = [("name", image.name)]
        if let repo = image.repo { values.append(("repo", repo)) }
        if image.path != "." { values.append(("path", image.path)) }
        if image.dockerfile != "Dockerfile" { values.append(("dockerfile", image.dockerfile)) }
        if image.context != "." { values.append(("context", image.context)) }
        var pairs = values.map { (Node($0.0), scalar($0.1)) }
        if !image.components.isEmpty {
            pairs.append((Node("components"), .sequence(.init(image.components.map(node)))))
        }
        return .mapping(.init(pairs))
    }

    private static func node(_ component: Component) -> Node {
        var values = [("repo", component.repo)]
        if component.path != "." { values.append(("path", component.path)) }
        values.append(("dest", component.dest))
        return .mapping(.init(values.map { (Node($0.0), scalar($0.1)) }))
    }

    /// Without quotes where no reader can take it for anything but a text.
    private static func scalar(_ text: String) -> Node {
        let isPlain = text.wholeMatch(of: /[a-z0-9._\/-]*[a-z][a-z0-9._-]*(\/[a-z0-9._-]+)+|[a-z]+(-[a-z0-9]+)+/) != nil
        return Node(text, Tag(.str), isPlain ? .plain : .doubleQuoted)
    }
}
