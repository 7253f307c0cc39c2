import Foundation
import ImageGraph
import Testing

/// The rules are those of `ignorefile.ReadAll` in https://github.com/moby/patternmatcher/tree/main/ignorefile.
@Suite("Ignore files")
struct IgnoreFileTests {
    struct Case: Sendable {
        let text: String
        let patterns: [String]
    }

    static let cases: [Case] = [
        .init(text: "", patterns: []),
        .init(text: "\n\n  \n\t\n", patterns: []),
        .init(text: "a\nb", patterns: ["a", "b"]),
        .init(text: "a\r\nb\r\n", patterns: ["a", "b"]),
        .init(text: "\u{FEFF}a\n\u{FEFF}b", patterns: ["a", "\u{FEFF}b"]),
        .init(text: "\u{FEFF}# comment\na", patterns: ["a"]),
        .init(text: "# comment\n #pattern\n#", patterns: ["#pattern"]),
        .init(text: "  a b  \t", patterns: ["a b"]),
        .init(text: "\u{00A0}a\u{3000}", patterns: ["a"]),
        .init(text: "a # no comment", patterns: ["a # no comment"]),
        .init(text: "/a\n//a/\n/", patterns: ["a", "a", "/"]),
        .init(text: "./a/\na/./b//c\na/../b", patterns: ["a", "a/b/c", "b"]),
        .init(text: "..\n../a\n/../a", patterns: ["..", "../a", "a"]),
        .init(text: "!a\n! a\n!/a\n! /a/", patterns: ["!a", "!a", "!a", "!a"]),
        .init(text: "!!a", patterns: ["!!a"]),
        .init(text: "\\#a\n\\!b", patterns: ["\\#a", "\\!b"]),
    ]

    @Test("lines become patterns", arguments: cases)
    func lines(_ one: Case) throws {
        #expect(try IgnorePatterns(parsing: Array(one.text.utf8), file: "f").patterns == one.patterns)
    }

    @Test(
        "an illegal pattern is refused with its line",
        arguments: [("a\n\n# c\n[\n", 4, "["), ("! ", 1, "!"), ("a\r\nb\\\r\n", 2, "b\\")]
    )
    func illegal(text: String, line: Int, pattern: String) {
        let error = #expect(throws: ContextError.self) {
            try IgnorePatterns(parsing: Array(text.utf8), file: "x/.dockerignore")
        }
        #expect(error?.code == .invalidPattern)
        #expect(error?.description.hasPrefix("x/.dockerignore:\(line): illegal pattern \"\(pattern)\": ") == true)
    }

    @Test("lines and files beyond all measure are refused")
    func bounds() throws {
        let long = Array(repeating: UInt8(ascii: "a"), count: 65_536)
        #expect(
            throws: ContextError(
                code: .ignoreFileTooLarge,
                path: "f",
                line: 2,
                message: "the line is longer than 65535 bytes"
            )
        ) { try IgnorePatterns(parsing: Array("a\n".utf8) + long, file: "f") }
        #expect(try IgnorePatterns(parsing: long.dropLast(), file: "f").patterns.count == 1)
        #expect(throws: ContextError.self) {
            try IgnorePatterns(parsing: Array(repeating: UInt8(ascii: "\n"), count: 1 << 20 + 1), file: "f")
        }
        // 2,000 short lines that would become two million states
        let greedy = String(repeating: "a{999}*\n", count: 2_000)
        let error = #expect(throws: ContextError.self) { try IgnorePatterns(parsing: Array(greedy.utf8), file: "f") }
        #expect(error?.code == .ignoreFileTooLarge)
    }

    @Test("bytes that are not UTF-8 are compared as they are")
    func rawBytes() throws {
        let ignore = try IgnorePatterns(parsing: [0xFF, 0x0A, 0xFE, UInt8(ascii: "*")], file: "f")
        #expect(ignore.patterns == ["\u{FFFD}", "\u{FFFD}*"])
        #expect(ignore.isIgnored(ContextPath(bytes: [0xFF])))
        // With a wildcard Go reads any stray byte as U+FFFD.
        #expect(ignore.isIgnored(ContextPath(bytes: [0xF8, 0x61])))
        #expect(!ignore.isIgnored(ContextPath("x")))
    }

    /// https://docs.docker.com/build/concepts/context/#filename-and-location
    @Test("the Dockerfile's own ignore file wins over the context's")
    func locate() throws {
        let tree = try TemporaryTree()
        #expect(IgnorePatterns.locate(contextRoot: tree.root, dockerfile: tree.root + "/sub/Dockerfile") == nil)
        try tree.file(".dockerignore")
        #expect(
            IgnorePatterns.locate(contextRoot: tree.root, dockerfile: tree.root + "/sub/Dockerfile")
                == tree.root + "/.dockerignore"
        )
        try tree.file("sub/Dockerfile.dockerignore")
        #expect(
            IgnorePatterns.locate(contextRoot: tree.root + "/", dockerfile: tree.root + "/sub/Dockerfile")
                == tree.root + "/sub/Dockerfile.dockerignore"
        )
    }
}
