import Foundation
import TestSupport
import Testing

@testable import Basics

@Suite("Opening a file that a walk found")
struct OpenFileTests {
    private let temporary: TemporaryFolder
    private var root: String { temporary.root }

    init() throws {
        temporary = try TemporaryFolder()
        for name in ["a", "b"] { try temporary.write("\(name)/file", name) }
    }

    private func content(of path: String, below folder: String? = nil) -> String? {
        let descriptor = DiskPath.openFile(Array(path.utf8), below: Array((folder ?? root).utf8))
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 8)
        let count = read(descriptor, &buffer, 8)
        return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    @Test("the file, below a folder that may be a link, or the only one there is")
    func opens() throws {
        #expect(content(of: "a/file") == "a")
        #expect(content(of: "", below: root + "/b/file") == "b")
        try FileManager.default.createSymbolicLink(atPath: root + "/link", withDestinationPath: "a")
        #expect(content(of: "file", below: root + "/link") == "a")
    }

    @Test("paths longer than the system takes")
    func long() throws {
        let name = String(repeating: "n", count: 200)
        var folder = open(root, O_RDONLY | O_DIRECTORY)
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
        #expect(content(of: String(repeating: name + "/", count: 30) + "file") == "abc")
    }

    @Test(
        "what has become something else is not opened, or not waited for",
        arguments: [("gone", ENOENT), ("link", ELOOP), ("parent", ENOTDIR)]
    )
    func changed(how: String, code: Int32) throws {
        let removed = root + (how == "parent" ? "/a" : "/a/file")
        try FileManager.default.removeItem(atPath: removed)
        if how == "link" {
            try FileManager.default.createSymbolicLink(atPath: removed, withDestinationPath: "../b/file")
        } else if how == "parent" {
            try FileManager.default.createSymbolicLink(atPath: removed, withDestinationPath: "b")
        }
        let descriptor = DiskPath.openFile(Array("a/file".utf8), below: Array(root.utf8))
        let found = errno
        #expect(descriptor == -1)
        #expect(found == code)
    }

    @Test("a pipe is not waited for", .timeLimit(.minutes(1)))
    func pipe() throws {
        try #require(mkfifo(root + "/pipe", 0o644) == 0)
        let descriptor = DiskPath.openFile(Array("pipe".utf8), below: Array(root.utf8))
        #expect(descriptor >= 0)
        close(descriptor)
    }
}
