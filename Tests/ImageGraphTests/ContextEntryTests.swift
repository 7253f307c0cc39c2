import Foundation
import ImageGraph
import Testing

@Suite("Build contexts: opening a file")
struct ContextEntryTests {
    private func entry(_ tree: TemporaryTree, _ path: String) throws -> ContextEntry {
        try #require(try ContextWalker(root: tree.root).walk().entries.first { $0.path == ContextPath(path) })
    }

    @Test("a file opens, also where its path is longer than the system takes")
    func opens() throws {
        let tree = try TemporaryTree()
        let name = String(repeating: "n", count: 200)
        var folder = open(tree.root, O_RDONLY | O_DIRECTORY)
        for _ in 0..<30 {
            try #require(mkdirat(folder, name, 0o755) == 0)
            let next = openat(folder, name, O_RDONLY | O_DIRECTORY)
            close(folder)
            folder = next
        }
        let file = openat(folder, "file", O_CREAT | O_WRONLY, 0o644)
        try #require(file >= 0 && write(file, "abc", 3) == 3)
        close(file)
        close(folder)
        let entry = try #require(try ContextWalker(root: tree.root).walk().entries.last)
        #expect(entry.source.count > 6_000)
        let descriptor = try entry.openFile()
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 8)
        #expect(read(descriptor, &buffer, 8) == 3)
        #expect(buffer.prefix(3).elementsEqual("abc".utf8))
    }

    @Test(
        "a file that has become something else is an error that names it",
        arguments: ["gone", "link", "pipe", "parent"]
    )
    func changed(how: String) throws {
        let tree = try TemporaryTree()
        try tree.file("a/file")
        try tree.file("b/file")
        let entry = try entry(tree, "a/file")
        let path = tree.root + "/a/file"
        switch how {
        case "parent":
            try FileManager.default.removeItem(atPath: tree.root + "/a")
            try tree.symlink("a", to: "b")
        default:
            try FileManager.default.removeItem(atPath: path)
            if how == "link" { try tree.symlink("a/file", to: "../b/file") }
            if how == "pipe" { try #require(mkfifo(path, 0o644) == 0) }
        }
        let error = #expect(throws: ContextError.self) { try entry.openFile() }
        #expect(error?.code == .changedDuringWalk)
        #expect(error?.path == path)
    }
}
