import Basics

extension GraphDocument {
    /// The drawing in Mermaid's language (https://mermaid.js.org/syntax/flowchart.html), which code hosts show inline.
    public func mermaid() -> String {
        // Names of images hold characters that Mermaid's identifiers must not, so nodes are numbered.
        let numbers = Dictionary(nodes.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var lines = ["flowchart LR"]
        for (number, node) in nodes.enumerated() {
            let label = "\"\(Self.escaped(node.label))\""
            lines.append("    n\(number)" + (node.shape == .box ? "[\(label)]" : "([\(label)])"))
            if let fill = node.fill { lines.append("    style n\(number) fill:\(fill)") }
        }
        for edge in edges {
            guard let from = numbers[edge.from], let to = numbers[edge.to] else { continue }
            lines.append("    n\(from) \(edge.isDashed ? "-.->" : "-->") n\(to)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Mermaid's own escapes: `#quot;` for quotes and so on; a line end is a `<br/>`.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in VisibleText.lines(text) {
            switch character {
            case "\"": escaped += "#quot;"
            case "#": escaped += "#35;"
            case "<": escaped += "#lt;"
            case ">": escaped += "#gt;"
            case _ where character.isNewline: escaped += "<br/>"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
