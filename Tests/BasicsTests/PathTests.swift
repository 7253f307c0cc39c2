import Basics
import Foundation
import TestSupport
import Testing

struct PathTextTests {
    @Test(
        "joined as a shell would",
        arguments: [
            ("a", "b", "a/b"), ("a/", "b", "a/b"), (".", "b", "b"), ("", "b", "b"), ("a", ".", "a"), ("a", "", "a"),
            ("a", "/b", "/b"), ("/", "b", "/b"),
        ]
    )
    func join(_ base: String, _ path: String, _ expected: String) {
        #expect(PathText.join(base, path) == expected)
    }

    @Test(
        "the folder of a path, one letter or many",
        arguments: [
            ("/a/b", "/a", "b"), ("/a", "/", "a"), ("/", "/", ""), ("a", ".", "a"), ("a/b/", "a", "b"), ("", ".", ""),
            ("//a//b", "//a", "b"),
        ]
    )
    func parts(_ path: String, _ parent: String, _ last: String) {
        #expect(PathText.parent(of: path) == parent)
        #expect(PathText.lastComponent(of: path) == last)
    }

    @Test(
        "dots are resolved, and nothing leads above the root",
        arguments: [
            ("a/./b/../c", "a/c"), (".", "."), ("", "."), ("a/..", "."), ("../a", nil), ("a/../../b", nil), ("/a", nil),
        ] as [(String, String?)]
    )
    func normalized(_ path: String, _ expected: String?) {
        #expect(PathText.normalized(path) == expected)
    }

    @Test(
        "a path as seen from a folder",
        arguments: [
            ("a/b", "a", "b"), ("a", "a", "."), ("ab", "a", nil), ("a/b", ".", "a/b"), ("/a/b", "/", "a/b"),
            ("a", "a/b", nil),
        ] as [(String, String, String?)]
    )
    func relative(_ path: String, _ folder: String, _ expected: String?) {
        #expect(PathText.relative(path, to: folder) == expected)
    }
}

/// Files and links on disk, in a folder of its own.
struct TracedPathTests {
    private let temporary: TemporaryFolder
    private var root: String { temporary.root }

    init() throws {
        temporary = try TemporaryFolder()
        let (manager, root) = (FileManager.default, temporary.root)
        try manager.createDirectory(atPath: root + "/p/v2/deep", withIntermediateDirectories: true)
        try temporary.write("p/v2/f", "x")
        for (link, target) in [
            ("p/current", "v2"), ("p/twice", "current"), ("p/out", "../q"), ("p/loop", "loop2"), ("p/loop2", "loop"),
            ("p/absolute", root + "/p/v2"), ("p/gone", "nothing"),
        ] {
            try manager.createSymbolicLink(atPath: root + "/" + link, withDestinationPath: target)
        }
        try manager.createDirectory(atPath: root + "/q", withIntermediateDirectories: true)
        try manager.createSymbolicLink(atPath: root + "/way", withDestinationPath: "p")
    }

    @Test(
        "a path is followed, and the links on the way are named",
        arguments: [
            ("v2/f", "p/v2/f", []), ("current/f", "p/v2/f", ["p/current"]),
            ("twice/deep", "p/v2/deep", ["p/twice", "p/current"]), ("absolute/f", "p/v2/f", ["p/absolute"]),
            (".", "p", []), ("out", "q", ["p/out"]), ("current/../v2", "p/v2", ["p/current"]),
        ] as [(String, String, [String])]
    )
    func followed(_ path: String, _ expected: String, _ links: [String]) throws {
        let traced = try #require(TracedPath(path, from: root + "/p"))
        #expect(traced.path == root + "/" + expected)
        #expect(traced.links == links.map { root + "/" + $0 })
    }

    @Test("links above the folder are no part of the tree")
    func above() throws {
        let traced = try #require(TracedPath("v2", from: root + "/way"))
        #expect(traced.path == root + "/p/v2" && traced.links.isEmpty)
    }

    @Test("what is not there, or leads in a circle, is nothing", arguments: ["nothing", "gone", "loop", "v2/f/x"])
    func nothing(_ path: String) {
        #expect(TracedPath(path, from: root + "/p") == nil)
    }

    // MARK: Bounded reading and atomic writing

    @Test("a bound is applied before the bytes are read, and to what has no size as well")
    func bounds() throws {
        let file = root + "/p/v2/f"
        #expect(try BoundedFile.read(file, limit: 1) == [UInt8(ascii: "x")])
        #expect(throws: FileError(.tooLarge(limit: 0), path: file)) { try BoundedFile.read(file, limit: 0) }
        #expect(throws: FileError(.tooLarge(limit: 10), path: "/dev/zero")) {
            try BoundedFile.read("/dev/zero", limit: 10, kind: .any)
        }
        #expect(throws: FileError(.notAFile, path: "/dev/zero")) { try BoundedFile.read("/dev/zero", limit: 10) }
        #expect(throws: FileError(.notAFile, path: root)) { try BoundedFile.read(root, limit: 10, kind: .any) }
        #expect(throws: FileError(.notFound, path: root + "/no")) { try BoundedFile.read(root + "/no", limit: 10) }
    }

    @Test("a draft is nobody's link: what lies beside the file is not written through")
    func drafts() throws {
        let target = root + "/q/report"
        try AtomicFile.write("old", to: target)
        try AtomicFile.write("new", to: target)
        #expect(try BoundedFile.read(target, limit: 10) == Array("new".utf8))
        #expect(try DiskPath.names(in: root + "/q") == ["report"])
    }

    @Test("drafts that killed runs left go; those that a process holds, and files of other names, stay")
    func abandonedDrafts() throws {
        let folder = root + "/drafts"
        let target = folder + "/report"
        func draft(_ digit: Character) -> String { "report.draft-\(String(repeating: digit, count: 16)).tmp" }
        let others = [
            "report.backup.tmp", "report.draft-0123.tmp", "report.draft-\(String(repeating: "F", count: 16)).tmp",
            "report.draft-\(String(repeating: "x", count: 16)).tmp", "other." + draft("1"), draft("1") + "x",
            draft("1").replacing("report", with: "other"),
        ]
        for name in ["report", draft("0"), draft("a"), draft("b")] + others {
            try AtomicFile.write("x", to: "\(folder)/\(name)")
        }
        symlink("report", "\(folder)/\(draft("c"))")
        mkdir("\(folder)/\(draft("d"))", 0o777)
        let held = open("\(folder)/\(draft("b"))", O_RDWR)
        defer { close(held) }
        #expect(flock(held, LOCK_EX) == 0)
        AtomicFile.removeAbandonedDrafts(of: target)
        let left = ["report", draft("b"), draft("c"), draft("d")] + others
        #expect(try Set(DiskPath.names(in: folder)) == Set(left))
        AtomicFile.removeAbandonedDrafts(of: root + "/nowhere/report")
    }
}
