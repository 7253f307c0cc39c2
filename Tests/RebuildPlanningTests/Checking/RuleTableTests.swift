import Foundation
import ManifestKit
import RebuildPlanning
import Testing

/// The tables of rules in docs/check.md, which are printed from the rules: `scripts/print-rules`.
struct RuleTableTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/check.md")
    private static let start = "<!-- Printed by scripts/print-rules. -->\n"
    private static let end = "<!-- Until here. -->\n"

    @Test("docs/check.md has the rules as they are")
    func documented() throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        let start = try #require(text.firstRange(of: Self.start))
        let end = try #require(text.firstRange(of: Self.end))
        let printed = "\n" + RuleGroup.ofCheck.map(Self.table).joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["IMAGEBUILDER_PRINT_RULES"] != nil {
            let renewed = text[..<start.upperBound] + printed + text[end.lowerBound...]
            try renewed.write(to: Self.file, atomically: true, encoding: .utf8)
        } else {
            #expect(text[start.upperBound..<end.lowerBound] == printed, "run scripts/print-rules")
        }
    }

    private static func table(_ group: RuleGroup) -> String {
        let rows = group.rules.map { rule in
            "| `\(rule.id)` | \(rule.severity.rawValue) | \(markdown(rule.summary)) | \(markdown(rule.help)) |\n"
        }
        return """
            ### \(group.title)

            | code | | what is wrong | what to do |
            |---|---|---|---|

            """ + rows.joined()
    }

    /// The text with elements of XML as code, which would be taken for HTML otherwise.
    private static func markdown(_ text: String) -> String {
        text.replacing(/<[a-z-]+>/) { "`\($0.output)`" }
    }
}
