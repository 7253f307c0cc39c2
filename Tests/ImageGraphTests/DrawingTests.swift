import ImageGraph
import Testing

/// Drawings hold names and reasons of strangers: none may act on a screen, nor end its own quotes.
struct DrawingTests {
    private let document = GraphDocument(
        title: "1 to build\u{1b}[2J",
        nodes: [
            .init(id: "lab/a", label: "lab/a\n\"1\"\\", fill: "#ffffff", tooltip: "build: \u{202e}x\u{1b}]0;t\u{7}"),
            .init(id: "lab/b", label: "\u{9b}2J<b>"),
        ],
        edges: [.init(from: "lab/a", to: "lab/b", tooltip: "FROM \u{1b}c\ty")],
        legend: [.init(label: "\u{1b}&", fill: "#ffffff")]
    )

    @Test("DOT shows control characters, and its own escapes hold")
    func dot() {
        let dot = document.dot()
        #expect(!dot.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" || $0 == "\u{202e}" })
        #expect(dot.hasPrefix("// 1 to build\\u{1b}[2J\n"))
        #expect(dot.contains(##"label="lab/a\n\"1\"\\", fillcolor="#ffffff""##))
        #expect(dot.contains(##"tooltip="build: \\u{202e}x\\u{1b}]0;t\\u{7}""##))
        #expect(dot.contains(#""lab/b" [label="\\u{9b}2J<b>"]"#))
        #expect(dot.contains("\"lab/a\" -> \"lab/b\" [tooltip=\"FROM \\\\u{1b}c\ty\"]"))
        #expect(dot.contains(##"<TD BGCOLOR="#ffffff">\u{1b}&amp;</TD>"##))
    }

    @Test("Mermaid shows control characters, and its own escapes hold")
    func mermaid() {
        #expect(
            document.mermaid() == #"""
                flowchart LR
                    n0["lab/a<br/>#quot;1#quot;\"]
                    style n0 fill:#ffffff
                    n1["\u{9b}2J#lt;b#gt;"]
                    n0 --> n1

                """#
        )
    }
}
