import Foundation
import ImageGraph
import Testing

/// Components are copied into the context at their `dest` (the image list's contract); here nothing is copied.
@Suite("Build contexts: overlays")
struct ContextOverlayTests {
    private func overlay(_ tree: TemporaryTree, _ source: String = "", at destination: String) -> ContextWalker.Overlay
    {
        .init(source: source.isEmpty ? tree.root : tree.root + "/" + source, destination: ContextPath(destination))
    }

    @Test("a folder appears at its place, with the folders above it, and is opened where it is")
    func place() throws {
        let (tree, other) = (try TemporaryTree(), try TemporaryTree())
        try tree.file("Dockerfile")
        try other.file("lib/x", "12")
        var walker = ContextWalker(root: tree.root)
        walker.overlays = [overlay(other, at: "tmp/component")]
        let entries = try walker.walk().entries
        #expect(
            entries.map(\.path.description) == [
                "Dockerfile", "tmp", "tmp/component", "tmp/component/lib", "tmp/component/lib/x",
            ]
        )
        #expect(entries[1].mode == 0o755)
        #expect(String(decoding: entries[4].source, as: UTF8.self) == other.root + "/lib/x")
        #expect(String(decoding: entries[2].source, as: UTF8.self) == other.root)
    }

    @Test("it wins over the context's own, folders are joined, the last overlay wins")
    func precedence() throws {
        let (tree, first, second) = (try TemporaryTree(), try TemporaryTree(), try TemporaryTree())
        for path in ["c/same", "c/own", "c/folder/gone", "c-x"] { try tree.file(path, "context") }
        for path in ["same", "folder", "both"] { try first.file(path, "1") }
        try second.file("both", "22")
        var walker = ContextWalker(root: tree.root)
        walker.overlays = [overlay(first, at: "c"), overlay(second, at: "c")]
        let entries = try walker.walk().entries
        #expect(entries.map(\.path.description) == ["c", "c-x", "c/both", "c/folder", "c/own", "c/same"])
        #expect(
            entries.map(\.kind) == [
                .folder, .file(size: 7), .file(size: 2), .file(size: 1), .file(size: 7), .file(size: 1),
            ]
        )
    }

    @Test("the ignore patterns apply at the place in the context")
    func ignoring() throws {
        let (tree, other) = (try TemporaryTree(), try TemporaryTree())
        for path in ["a.o", "sub/b.o", "sub/b.c"] { try other.file(path) }
        func list(_ patterns: String...) throws -> [String] {
            var walker = ContextWalker(root: tree.root, ignore: try IgnorePatterns(patterns))
            walker.overlays = [overlay(other, at: "x/y")]
            return try walker.walk().entries.map(\.path.description)
        }
        #expect(try list("**/*.o") == ["x", "x/y", "x/y/sub", "x/y/sub/b.c"])
        #expect(try list("*.o", "x/y/sub") == ["x", "x/y", "x/y/a.o"])
        #expect(try list("x") == [])
        #expect(try list("*", "!x/y/sub/*.c") == ["x", "x/y", "x/y/sub", "x/y/sub/b.c"])
    }

    @Test("a file may be laid over, at the root all may be, and a missing source is an error")
    func sources() throws {
        let (tree, other) = (try TemporaryTree(), try TemporaryTree())
        try tree.file("a", "context")
        try other.file("a", "12")
        var walker = ContextWalker(root: tree.root)
        walker.overlays = [overlay(other, "a", at: "dir/name"), overlay(other, at: "")]
        let entries = try walker.walk().entries
        #expect(entries.map(\.path.description) == ["a", "dir", "dir/name"])
        #expect(entries[0].kind == .file(size: 2))
        #expect(String(decoding: entries[2].source, as: UTF8.self) == other.root + "/a")
        walker.overlays = [overlay(other, "no", at: "x")]
        let error = #expect(throws: ContextError.self) { try walker.walk() }
        #expect(error?.code == .missing)
        #expect(error?.path == other.root + "/no")
    }
}
