import Foundation

/// What a command writes to a file that the user names. An earlier one of the same kind is written over, and nothing else.
enum OutputKind: Sendable {
    case actions, plan, dot, svg, lock, summary

    /// With its article.
    var name: String {
        switch self {
        case .actions: "an actions file"
        case .plan: "a stored plan"
        case .dot: "a drawing in DOT"
        case .svg: "an SVG picture"
        case .lock: "a lock file"
        case .summary: "a summary"
        }
    }

    /// Whether `text`, the beginning of a file, is that of an earlier one.
    func isBeginning(_ text: String) -> Bool {
        let start = text.drop(while: \.isWhitespace)
        switch self {
        // The first program's too: a YAML map, one of whose keys is an actions file's.
        case .actions:
            let lines = text.split(whereSeparator: \.isNewline).drop { $0.hasPrefix("#") || $0 == "---" }
            return lines.first?.hasPrefix("ib_") ?? false
        // The keys are sorted: where the inputs lie comes before the plan.
        case .plan: return start.hasPrefix("{") && start.dropFirst().drop(while: \.isWhitespace).hasPrefix("\"inputs\"")
        case .lock:
            let lines = text.split(whereSeparator: \.isNewline).drop { $0.hasPrefix("#") || $0 == "---" }
            return ["format:", "bases:"].contains { lines.first?.hasPrefix($0) ?? false }
        // The first program's too, which has no heading.
        case .dot:
            let code = text.split(whereSeparator: \.isNewline).drop { $0.hasPrefix("//") }
            return ["digraph", "strict digraph"].contains { code.first?.hasPrefix($0) ?? false }
        case .summary: return start.hasPrefix(MarkdownSummary.mark)
        case .svg: return start.hasPrefix("<?xml") && start.contains("<svg") || start.hasPrefix("<svg")
        }
    }

    /// So many bytes tell.
    static let beginning = 64 << 10
}
