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

    /// Whether it says the same, wherever the two are written, and in whatever order their maps are.
    func says(sameAs other: YAMLNode) -> Bool {
        guard size == other.size, height == other.height else { return false }
        switch (content, other.content) {
        case (.scalar(let text, let kind), .scalar(let otherText, let otherKind)):
            return text == otherText && kind == otherKind
        case (.sequence(let items), .sequence(let others)):
            return items.elementsEqual(others) { $0.says(sameAs: $1) }
        case (.mapping(let pairs), .mapping(let others)):
            guard pairs.count == others.count else { return false }
            // Keys that are no texts are refused by whoever reads the map.
            let values = Dictionary(others.map { ($0.key.text, $0.value) }) { first, _ in first }
            return pairs.allSatisfy { pair in values[pair.key.text].map { pair.value.says(sameAs: $0) } ?? false }
        default: return false
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
