import Basics
import Foundation
import ManifestKit
import Testing

@Suite("Diagnostics and suggestions")
struct DiagnosticsTests {
    private let rule = Rule("c", .warning, "S.", "H.")

    @Test("The line that editors read")
    func description() {
        func text(_ line: Int?, _ column: Int?, _ hint: String?) -> String {
            let diagnostic = Diagnostic(
                rule,
                file: "f.yml",
                line: line,
                column: column,
                message: "m",
                hint: hint
            )
            return diagnostic.description
        }
        #expect(text(1, 2, "h") == "f.yml:1:2: warning: m (h)")
        #expect(text(1, nil, nil) == "f.yml:1: warning: m")
        #expect(text(nil, nil, nil) == "f.yml: warning: m")
    }

    @Test("A problem is as bad as its rule says, or as its finder does; JSON has the rule's code")
    func coding() throws {
        let position = SourcePosition(file: "f", line: 1, column: 2)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        func json(_ diagnostic: Diagnostic) throws -> String {
            String(decoding: try encoder.encode(diagnostic), as: UTF8.self)
        }
        #expect(
            try json(Diagnostic(rule, at: position, "m", hint: "h"))
                == #"{"code":"c","column":2,"file":"f","hint":"h","line":1,"message":"m","severity":"warning"}"#
        )
        #expect(
            try json(Diagnostic(rule, severity: .error, file: "f", message: "m"))
                == #"{"code":"c","file":"f","message":"m","severity":"error"}"#
        )
    }

    @Test("An error is never without a reason")
    func neverEmpty() {
        #expect(InputError([]).diagnostics.count == 1)
    }

    @Test("Whoever only knows errors as such gets the same words")
    func localized() {
        let errors: [any Error & CustomStringConvertible] = [
            InputError([Diagnostic(rule, file: "f", message: "m", hint: "h")]),
            BuildAttachableError("m", hint: "h"),
        ]
        for error in errors { #expect(error.localizedDescription == error.description) }
    }

    struct Near: Sendable {
        let name: String
        let candidates: [String]
        let expected: String?
        init(_ name: String, _ candidates: [String], _ expected: String?) {
            (self.name, self.candidates, self.expected) = (name, candidates, expected)
        }
    }

    @Test(
        "The nearest name",
        arguments: [
            Near("dockerfil", ["dockerfile", "path"], "dockerfile"),
            Near("contxet", ["context", "content"], "context"),
            Near("REPO", ["repo"], "repo"),
            Near("nam", ["name", "game"], "name"),
            Near("ab", ["ba", "cd"], "ba"),
            Near("abc", ["xyz"], nil),
            Near("a", ["b"], "b"),
            Near("path", ["paths", "bath"], "bath"),
            Near("same", ["same"], nil),
            Near("", ["a"], nil),
            Near("onosproject/onoss", ["onosproject/onos", "onosproject/on"], "onosproject/onos"),
            Near("abcdefghijkl", ["abcdefgh"], nil),
            Near(String(repeating: "a", count: 500), [String(repeating: "a", count: 501)], nil),
        ]
    )
    func nearest(_ sample: Near) {
        #expect(Suggestion.nearest(to: sample.name, among: sample.candidates) == sample.expected)
        #expect(Suggestion.nearest(to: sample.name, among: sample.candidates.reversed()) == sample.expected)
    }
}
