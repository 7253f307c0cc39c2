extension GraphDocument {
    /// The drawing in Graphviz's language, left to right (https://graphviz.org/doc/info/lang.html).
    public func dot() -> String {
        var lines = ["// \(title.split(whereSeparator: \.isNewline).joined(separator: " "))", "digraph images {"]
        lines.append("    rankdir=LR")
        lines.append("    node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", fontname=\"Helvetica\"]")
        lines.append("    edge [color=\"#606060\"]")
        lines += nodes.map { "    \(Self.dotNode($0))" }
        lines += edges.map { "    \(Self.dotEdge($0))" }
        lines.append("}")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func dotNode(_ node: Node) -> String {
        var attributes = ["label=\(quoted(node.label))"]
        if node.shape == .component { attributes.append("style=\"dashed\"") }
        if let fill = node.fill { attributes.append("fillcolor=\(quoted(fill))") }
        if let tooltip = node.tooltip { attributes.append("tooltip=\(quoted(tooltip))") }
        return "\(quoted(node.id)) [\(attributes.joined(separator: ", "))]"
    }

    private static func dotEdge(_ edge: Edge) -> String {
        var attributes: [String] = []
        if edge.isDashed { attributes.append("style=dashed") }
        if let tooltip = edge.tooltip { attributes.append("tooltip=\(quoted(tooltip))") }
        let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
        return "\(quoted(edge.from)) -> \(quoted(edge.to))\(list)"
    }

    /// A quoted string: `"` and `\` are escaped, line ends become DOT's own `\n`.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text {
            switch character {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where character.isNewline: quoted += "\\n"
            default: quoted.append(character)
            }
        }
        return quoted + "\""
    }
}
