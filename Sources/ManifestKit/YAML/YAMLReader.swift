import Yams

/// Reads one YAML document, strictly and within bounds.
///
/// Aliases are resolved here and not by Yams: it compares the keys of a mapping by walking all of what they expand
/// to, and a few lines of aliases can expand without measure. So it is given the text with the alias indicator `*`
/// replaced by a character that has no meaning in YAML; what it then reads as a plain scalar beginning with that
/// character is an alias, and everywhere else the character is turned back.
struct YAMLReader {
    /// Generated configurations have a few thousand nodes.
    static let mostNodes = 200_000
    /// Real files nest six deep. Bounds every walk over the tree.
    static let deepestNesting = 64

    private let file: String
    private let marker: Unicode.Scalar
    private var anchors: [String: YAMLNode] = [:]
    private var nodes = 0

    /// The only document of `text`; `nil` if it is empty.
    static func read(_ text: String, file: String) throws(InputError) -> YAMLNode? {
        if let problem = YAMLNestingGuard.problem(in: text) { throw problem.error(file: file) }
        // Characters of the private use area that the text itself does not use.
        let markers = (0xE000...0xE0FF).lazy.compactMap(Unicode.Scalar.init(_:))
        guard let marker = markers.first(where: { !text.unicodeScalars.contains($0) }) else {
            throw YAMLProblem(.notYAML, 1, 1, "the text uses too many private characters").error(file: file)
        }
        var reader = YAMLReader(file: file, marker: marker)
        return try reader.document(text)
    }

    private init(file: String, marker: Unicode.Scalar) {
        self.file = file
        self.marker = marker
    }

    private mutating func document(_ text: String) throws(InputError) -> YAMLNode? {
        var masked = String.UnicodeScalarView()
        masked.append(contentsOf: text.unicodeScalars.lazy.map { [marker] in $0 == "*" ? marker : $0 })
        do {
            // Without a resolver all scalars stay text; ScalarKind says what they are.
            let parser = try Parser(yaml: String(masked), resolver: .basic, encoding: .utf8)
            guard let root = try parser.nextRoot() else { return nil }
            if let second = try parser.nextRoot() {
                throw YAMLProblem(.manyDocuments, second.mark, "a second YAML document; the file must hold one")
            }
            // Nodes only have weak references to their anchors, which the parser keeps.
            return try withExtendedLifetime(parser) { try convert(root, depth: 0) }
        } catch {
            throw YAMLProblem(error, marker).error(file: file)
        }
    }

    /// - Parameter depth: how many nodes are around this one; bounds the recursion.
    private mutating func convert(_ node: Node, depth: Int) throws(YAMLProblem) -> YAMLNode {
        guard depth < Self.deepestNesting else {
            throw YAMLProblem(.tooDeep, node.mark, "values are nested deeper than \(Self.deepestNesting)")
        }
        if let alias = alias(node) { return try expand(alias, node, depth) }
        try count(1, node)
        let result: YAMLNode
        switch node {
        case .scalar(let scalar):
            result = self.scalar(scalar)
        case .sequence(let sequence):
            var items: [YAMLNode] = []
            for item in sequence { items.append(try convert(item, depth: depth + 1)) }
            result = made(.sequence(items), node)
        case .mapping(let mapping):
            result = try self.mapping(mapping, node, depth)
        case .alias:
            throw YAMLProblem(.notYAML, node.mark, "an alias out of place")
        }
        if let anchor = node.anchor?.rawValue { anchors[unmasked(anchor)] = result }
        return result
    }

    private func scalar(_ scalar: Node.Scalar) -> YAMLNode {
        made(.scalar(unmasked(scalar.string), YAMLNode.ScalarKind(scalar)), .scalar(scalar))
    }

    private mutating func mapping(
        _ mapping: Node.Mapping,
        _ node: Node,
        _ depth: Int
    ) throws(YAMLProblem) -> YAMLNode {
        var pairs: [YAMLNode.Pair] = []
        var merged: [YAMLNode.Pair] = []
        for (key, value) in mapping {
            let isMerge = key.scalar.map { $0.style == .plain && $0.string == "<<" } ?? false
            let key = try convert(key, depth: depth + 1)
            let value = try convert(value, depth: depth + 1)
            if isMerge {
                merged += try Self.pairs(toMerge: value)
            } else {
                pairs.append(YAMLNode.Pair(key: key, value: value))
            }
        }
        // A mapping's own keys win over merged ones, and earlier merged ones over later ones.
        var known = Set(pairs.compactMap(\.key.text))
        for pair in merged {
            guard let name = pair.key.text, known.insert(name).inserted else { continue }
            pairs.append(pair)
        }
        return made(.mapping(pairs), node)
    }

    private static func pairs(toMerge value: YAMLNode) throws(YAMLProblem) -> [YAMLNode.Pair] {
        switch value.content {
        case .mapping(let pairs):
            return pairs
        case .sequence(let maps):
            var all: [YAMLNode.Pair] = []
            for map in maps {
                guard case .mapping(let pairs) = map.content else { throw notMergeable(map) }
                all += pairs
            }
            return all
        case .scalar:
            throw notMergeable(value)
        }
    }

    private static func notMergeable(_ value: YAMLNode) -> YAMLProblem {
        YAMLProblem(
            .badMerge,
            value.position.line,
            value.position.column,
            "\"<<\" takes a map or a list of maps, not \(value.kind)"
        )
    }

    // MARK: - Aliases

    /// The name that an alias refers to, if the node is one.
    private func alias(_ node: Node) -> String? {
        guard let scalar = node.scalar, scalar.style == .plain, scalar.string.unicodeScalars.first == marker else {
            return nil
        }
        return String(scalar.string.unicodeScalars.dropFirst())
    }

    private mutating func expand(_ name: String, _ node: Node, _ depth: Int) throws(YAMLProblem) -> YAMLNode {
        guard var target = anchors[name] else {
            throw YAMLProblem(.unknownAlias, node.mark, "alias \(unmasked(name).quoted) has no anchor before it")
        }
        // Anchors that hold one another can make a short text as deep as it is long.
        guard depth + target.height <= Self.deepestNesting else {
            throw YAMLProblem(.tooDeep, node.mark, "values are nested deeper than \(Self.deepestNesting)")
        }
        try count(target.size, node)
        target.position = position(of: node)
        return target
    }

    private mutating func count(_ more: Int, _ node: Node) throws(YAMLProblem) {
        nodes += more
        guard nodes <= Self.mostNodes else {
            throw YAMLProblem(.tooLarge, node.mark, "more than \(Self.mostNodes) values, aliases expanded")
        }
    }

    private func unmasked(_ text: String) -> String {
        guard text.unicodeScalars.contains(marker) else { return text }
        var restored = String.UnicodeScalarView()
        restored.append(contentsOf: text.unicodeScalars.lazy.map { [marker] in $0 == marker ? "*" : $0 })
        return String(restored)
    }

    private func made(_ content: YAMLNode.Content, _ node: Node) -> YAMLNode {
        YAMLNode(content, at: position(of: node))
    }

    private func position(of node: Node) -> SourcePosition {
        let mark = node.mark
        return SourcePosition(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
}
