/// A YAML value with its place, aliases expanded and merge keys resolved.
struct YAMLNode {
    enum Content {
        case scalar(String, ScalarKind)
        case sequence([YAMLNode])
        case mapping([Pair])
    }

    struct Pair {
        let key: YAMLNode
        let value: YAMLNode
    }

    /// What a scalar means when it is not asked to be text.
    enum ScalarKind: String {
        case text = "a text"
        case null = "nothing"
        case boolean = "a boolean"
        case number = "a number"
    }

    let content: Content
    /// Where it is written. An aliased value is where the alias stands; what is in it, where it is written.
    var position: SourcePosition
    /// How many nodes it consists of.
    let size: Int
    /// How many nodes deep it is, itself included.
    let height: Int

    init(_ content: Content, at position: SourcePosition) {
        self.content = content
        self.position = position
        let parts =
            switch content {
            case .scalar: [YAMLNode]()
            case .sequence(let items): items
            case .mapping(let pairs): pairs.flatMap { [$0.key, $0.value] }
            }
        size = parts.reduce(1) { $0 + $1.size }
        height = 1 + (parts.map(\.height).max() ?? 0)
    }

    /// What it is, for messages.
    var kind: String {
        switch content {
        case .scalar(_, let kind): kind.rawValue
        case .sequence: "a list"
        case .mapping: "a map"
        }
    }

    var isNull: Bool {
        if case .scalar(_, .null) = content { return true }
        return false
    }

    /// The text, if it is a scalar that YAML reads as text.
    var text: String? {
        if case .scalar(let text, .text) = content { return text }
        return nil
    }
}
