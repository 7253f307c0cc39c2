import Basics

extension GraphDocument {
    /// The drawing in Graphviz's language, left to right (https://graphviz.org/doc/info/lang.html).
    ///
    /// Laid out for hundreds of images: low boxes close together, wide ranks so that edges can be followed, and edges
    /// below the boxes, pale enough that many of them do not hide anything.
    public func dot() -> String {
        let heading = title.split(whereSeparator: \.isNewline).joined(separator: " ")
        var lines = ["// \(VisibleText.line(heading))", "digraph images {"]
        lines += Self.layout
        lines.append("    label=<\(htmlLabel)>")
        lines += nodes.map { "    \(Self.dotNode($0))" }
        lines += edges.map { "    \(Self.dotEdge($0))" }
        lines.append("}")
        return lines.joined(separator: "\n") + "\n"
    }

    private static let layout = [
        "    rankdir=LR",
        "    ranksep=1.4",
        "    nodesep=0.08",
        "    outputorder=edgesfirst",
        "    fontname=\"Helvetica\"",
        "    labelloc=t",
        "    labeljust=l",
        "    node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", color=\"#404040\", "
            + "fontname=\"Helvetica\", fontsize=11, height=0.28, margin=\"0.1,0.03\"]",
        "    edge [color=\"#707070a0\", arrowsize=0.6]",
    ]

    /// The title, and what the colours mean, in Graphviz's own HTML (https://graphviz.org/doc/info/shapes.html#html).
    private var htmlLabel: String {
        var cells = ["<TD BORDER=\"0\">\(Self.escapedHTML(title))</TD>"]
        cells += legend.map { "<TD BGCOLOR=\"\($0.fill)\">\(Self.escapedHTML($0.label))</TD>" }
        return
            "<TABLE BORDER=\"0\" CELLBORDER=\"1\" CELLSPACING=\"4\" CELLPADDING=\"4\"><TR>\(cells.joined())</TR></TABLE>"
    }

    private static func escapedHTML(_ text: String) -> String {
        var escaped = ""
        for character in VisibleText.lines(text) {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case _ where character.isNewline: escaped += " "
            default: escaped.append(character)
            }
        }
        return escaped
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
        for character in VisibleText.lines(text) {
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
