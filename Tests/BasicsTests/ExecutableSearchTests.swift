import Basics
import Foundation
import TestSupport
import Testing

@Suite("Search of programs")
struct ExecutableSearchTests {
    private let temporary: TemporaryFolder
    private var folder: URL { URL(filePath: temporary.root) }

    init() throws {
        temporary = try TemporaryFolder()
        for (name, mode) in [("a/plain", 0o644), ("a/both", 0o644), ("b/both", 0o755), ("b/only", 0o755)] {
            try temporary.write(name)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: temporary.path(name))
        }
        try FileManager.default.createDirectory(
            at: folder.appending(path: "a/only"),
            withIntermediateDirectories: true
        )
    }

    /// A name, the folders of the path below the test's own, and the file that is found below it.
    @Test(arguments: [
        ("only", ["b"], "b/only"), ("both", ["a", "b"], "b/both"), ("plain", ["a", "b"], nil),
        // A folder of that name is no program.
        ("only", ["a", "b"], "b/only"), ("none", ["a", "b"], nil), ("only", [], nil),
        ("only", ["missing", "b"], "b/only"),
    ])
    func findsTheFirstThatMayBeRun(_ name: String, _ folders: [String], _ expected: String?) {
        let path = folders.map { folder.appending(path: $0).path }.joined(separator: ":")
        let found = ExecutableSearch.find(name, path: path)
        #expect(found == expected.map { folder.appending(path: $0).path })
    }

    @Test("A relative folder is passed over, and a name with a slash is a path")
    func paths() {
        #expect(ExecutableSearch.find("sh", path: ".:bin::/bin") == "/bin/sh")
        #expect(ExecutableSearch.find("sh", path: nil)?.hasSuffix("/bin/sh") == true)
        #expect(ExecutableSearch.find("/bin/sh", path: "") == "/bin/sh")
        #expect(ExecutableSearch.find("/bin/no-such-program", path: "/bin") == nil)
    }
}
