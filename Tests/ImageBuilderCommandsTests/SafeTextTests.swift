import Basics
import Foundation
import RebuildPipeline
import TestSupport
import Testing

@testable import ImageBuilderCommands

/// What strangers wrote cannot act on the screen.
struct SafeTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let line: String

        var testDescription: String { line }
    }

    static let cases = [
        Case(text: "plain é 東京 👩‍💻\tx", line: "plain é 東京 👩‍💻\tx"),
        Case(text: "\u{1b}[2J\u{1b}]0;title\u{7}", line: "\\u{1b}[2J\\u{1b}]0;title\\u{7}"),
        Case(text: "a\nb\rc", line: "a\\u{a}b\\u{d}c"),
        Case(text: "\u{0}\u{7f}\u{80}\u{9b}", line: "\\u{0}\\u{7f}\\u{80}\\u{9b}"),
        // A right-to-left override makes "evil‮gpj.exe" of a name that ends in "exe.jpg".
        Case(text: "evil\u{202e}gpj.exe", line: "evil\\u{202e}gpj.exe"),
        Case(
            text: "\u{202a}\u{202b}\u{202c}\u{202d}\u{2066}\u{2067}\u{2068}\u{2069}\u{200e}\u{200f}\u{61c}",
            line: "\\u{202a}\\u{202b}\\u{202c}\\u{202d}\\u{2066}\\u{2067}\\u{2068}\\u{2069}\\u{200e}\\u{200f}\\u{61c}"
        ),
        // The classic builder colours what a step says on its standard error.
        Case(text: "\u{1b}[91mred\u{1b}[0m", line: "red"),
        Case(text: "\u{1b}[1;31mred\u{1b}[m\u{1b}[1K", line: "red\\u{1b}[1K"),
        // Arabic and Hebrew text needs no control characters to be read as it is written.
        Case(text: "مرحبا שלום", line: "مرحبا שלום"),
    ]

    @Test("what acts on a screen is shown", arguments: cases)
    func line(_ example: Case) {
        #expect(SafeText.line(example.text) == example.line)
        #expect(SafeText.line(example.line) == example.line, "safe text stays as it is")
    }

    @Test("several lines stay lines")
    func lines() {
        #expect(SafeText.lines("a\tb\n\u{1b}[2Jc\r\n") == "a\tb\n\\u{1b}[2Jc\\u{d}\n")
    }

    @Test("JSON and YAML hold nothing that the console would change, and read back as what they were made of")
    func documents() throws {
        let texts = Self.cases.map(\.text)
        let json = try JSONText.encode(texts)
        #expect(SafeText.lines(json) == json)
        #expect(try JSONDecoder().decode([String].self, from: Data(json.utf8)) == texts)
        var report = ActionsReport()
        report.built = texts.map { .init(id: "sha256:1", reason: $0) }
        let yaml = try ActionsFile.yaml(report)
        #expect(SafeText.lines(yaml) == yaml)
        let file = try TemporaryFolder()
        defer { file.remove() }
        try file.write("actions.yml", yaml)
        #expect(try ActionsFile(path: file.path("actions.yml")).read().built.map(\.reason) == texts)
    }
}
