import ImageGraph
import RebuildPlanning

/// What two states make differently, for people.
struct AffectedTable {
    private let comparison: TreeComparison
    private let shown: [TreeComparison.Image]

    init(_ comparison: TreeComparison, showsUnaffected: Bool) {
        self.comparison = comparison
        shown = comparison.images.filter { showsUnaffected || $0.verdict != .unaffected }
    }

    /// Verdict, image, first reason; then a summary line.
    var text: String {
        var table = TextTable(["", "IMAGE", "WHY"].map(TextTable.Column.left))
        for image in shown { table.add([image.verdict.rawValue, image.reference.familiarName, Self.why(image)]) }
        return (shown.isEmpty ? "" : table.text + "\n") + summary
    }

    /// For a merge request.
    var markdown: String {
        var lines = ["**\(summary)**"]
        if !shown.isEmpty {
            lines += ["", "| | image | why |", "|---|---|---|"]
            for image in shown {
                lines.append(
                    "| \(image.verdict.rawValue) | `\(image.reference.familiarName)` | \(Self.cell(Self.why(image))) |"
                )
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Those that have to be made anew.
    var names: [String] { comparison.images.filter(\.isAffected).map(\.reference.familiarName) }

    private var summary: String {
        let count = comparison.images.count(where: \.isAffected)
        let counts = TreeComparison.Image.Verdict.allCases.compactMap { verdict -> String? in
            let number = comparison.images.count { $0.verdict == verdict }
            return number == 0 || verdict == .affected ? nil : "\(number) \(verdict.rawValue)"
        }
        return "\(count) of \(comparison.images.count) affected"
            + (counts.isEmpty ? "" : ": \(counts.joined(separator: ", "))")
    }

    private static func why(_ image: TreeComparison.Image) -> String {
        guard let first = image.reasons.first else { return "" }
        let others = image.reasons.count - 1
        return SafeText.line("\(first)") + (others > 0 ? " (and \(others) more)" : "")
    }

    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("<", with: "&lt;") }
}
