import Foundation
import ImageGraph
import Testing

@Suite("Build contexts")
struct ContextWalkerTests {
    @Test("paths come in the order of their bytes, folders before their content")
    func order() throws {
        let tree = try TemporaryTree()
        for path in ["a/z", "a/b/c", "a-b", "a.txt", "a0", "B", "ä"] { try tree.file(path) }
        try tree.folder("empty")
        let paths = try tree.list()
        #expect(paths == ["B", "a/", "a-b", "a.txt", "a/b/", "a/b/c", "a/z", "a0", "empty/", "ä"])
        let entries = try ContextWalker(root: tree.root).walk().entries
        #expect(entries.map(\.path) == entries.map(\.path).sorted())
    }

    @Test("types, modes, sizes and link targets are as on disk")
    func attributes() throws {
        let tree = try TemporaryTree()
        try tree.file("tool", "12345", mode: 0o4755)
        try tree.folder("shared", mode: 0o1777)
        try tree.symlink("up", to: "../../x")
        try tree.symlink("abs", to: "/etc/passwd")
        try tree.symlink("dangling", to: "no/where")
        try tree.symlink("shared/ok", to: "../tool")
        try tree.symlink("loop", to: ".")
        let context = try ContextWalker(root: tree.root).walk()
        let entries = Dictionary(uniqueKeysWithValues: context.entries.map { ($0.path.description, $0) })
        #expect(entries["tool"]?.kind == .file(size: 5))
        #expect(entries["tool"]?.mode == 0o4755)
        #expect(entries["shared"]?.kind == .folder)
        #expect(entries["shared"]?.mode == 0o1777)
        #expect(entries["dangling"]?.kind == .symlink(target: Array("no/where".utf8)))
        #expect(entries["loop"]?.kind == .symlink(target: Array(".".utf8)))
        #expect(entries["tool"].map { String(decoding: $0.source, as: UTF8.self) } == tree.root + "/tool")
        #expect(entries["tool"].map { String(decoding: $0.sourceRoot, as: UTF8.self) } == tree.root)
        #expect(entries["tool"].map { String(decoding: $0.sourcePath, as: UTF8.self) } == "tool")
        #expect(context.escapingSymlinks.map(\.description) == ["abs", "up"])
        #expect(context.entries.count == 7)
    }

    @Test("further names of a file are hard links to the first that is sent")
    func hardLinks() throws {
        let tree = try TemporaryTree()
        try tree.file("b", "123")
        for name in ["a", "c"] { try #require(link(tree.root + "/b", tree.root + "/" + name) == 0) }
        func kinds(_ ignore: [String]) throws -> [ContextEntry.Kind] {
            try ContextWalker(root: tree.root, ignore: IgnorePatterns(ignore)).walk().entries.map(\.kind)
        }
        #expect(try kinds([]) == [.file(size: 3), .hardLink(to: ContextPath("a")), .hardLink(to: ContextPath("a"))])
        #expect(try kinds(["a"]) == [.file(size: 3), .hardLink(to: ContextPath("b"))])
    }

    @Test("sockets and pipes are left out and named, unless excluded")
    func specialFiles() throws {
        let tree = try TemporaryTree()
        try tree.file("file")
        for name in ["pipe", "other"] { try #require(mkfifo(tree.root + "/" + name, 0o600) == 0) }
        let context = try ContextWalker(root: tree.root, ignore: IgnorePatterns(["other"])).walk()
        #expect(context.entries.map(\.path.description) == ["file"])
        #expect(context.leftOut == [.init(path: ContextPath("pipe"), kind: .fifo)])
    }

    @Test("names need not be UTF-8")
    func rawNames() throws {
        let tree = try TemporaryTree()
        let name: [UInt8] = [0x61, 0xFF, 0x62]
        let file = (Array(tree.root.utf8) + [0x2F] + name).map(CChar.init(bitPattern:)) + [0]
        let descriptor = open(file, O_CREAT | O_WRONLY, 0o644)
        try #require(descriptor >= 0)
        close(descriptor)
        let entry = try #require(try ContextWalker(root: tree.root).walk().entries.first)
        #expect(entry.path.bytes == name)
        #expect(entry.path.description == "a\u{FFFD}b")
        #expect(entry.source == Array(tree.root.utf8) + [0x2F] + name)
    }

    @Test("what is excluded does not come, and brings its folder if something in it does")
    func ignoring() throws {
        let tree = try TemporaryTree()
        for path in ["docs/a.md", "docs/en/b.md", "src/a.c", "src/a.o", "top.o", "deep/x/y/z.go", "deep/x/z.c"] {
            try tree.file(path)
        }
        #expect(try tree.list("docs", "deep", "**/*.o") == ["src/", "src/a.c"])
        #expect(try tree.list("*", "!docs/en") == ["docs/", "docs/en/", "docs/en/b.md"])
        #expect(try tree.list("*", "!**/*.go") == ["deep/", "deep/x/", "deep/x/y/", "deep/x/y/z.go"])
        #expect(try tree.list("**") == [])
        #expect(try tree.list("**", "!nowhere/*") == [])
        #expect(try tree.list("*/*", "top.o") == ["deep/", "docs/", "src/"])
    }

    @Test("the Dockerfile and the ignore file come even when excluded")
    func alwaysSend() throws {
        let tree = try TemporaryTree()
        for path in [".dockerignore", "build/Dockerfile", "build/x", "y"] { try tree.file(path) }
        let sent = [".dockerignore", "build/Dockerfile", "not/there"]
        #expect(try tree.list("*", alwaysSend: sent) == [".dockerignore", "build/", "build/Dockerfile"])
    }

    @Test("git's folders can be left out as by a first pattern")
    func excludesGit() throws {
        let tree = try TemporaryTree()
        for path in [".git/HEAD", "sub/.git", "keep/.git/HEAD", ".gitignore"] { try tree.file(path) }
        let paths = try tree.list("!keep/.git") { $0.excludesGit = true }
        #expect(paths == [".gitignore", "keep/", "keep/.git/", "keep/.git/HEAD", "sub/"])
        #expect(try tree.list().count == 8)
    }

    @Test("a tree deeper than the longest path takes few open files")
    func deepTree() throws {
        let tree = try TemporaryTree()
        let depth = 3_000
        var folder = open(tree.root, O_RDONLY | O_DIRECTORY)
        for _ in 0..<depth {
            try #require(mkdirat(folder, "d", 0o755) == 0 && mkdirat(folder, "e", 0o755) == 0)
            let next = openat(folder, "d", O_RDONLY | O_DIRECTORY)
            close(folder)
            folder = next
        }
        close(folder)
        let context = try ContextWalker(root: tree.root).walk()
        #expect(context.entries.count == 2 * depth)
        #expect(context.entries.last?.path.description == "e")
        #if os(Linux)
            #expect(try openFiles(below: tree.root) == 0)
        #endif
    }

    /// How many files below a folder this process has open. Other tests open files at the same time: those lie elsewhere.
    private func openFiles(below root: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { number in
            var target = [CChar](repeating: 0, count: 4097)
            let length = readlink("/proc/self/fd/\(number)", &target, 4096)
            // A place deeper than the longest path has no name that could be told.
            if length < 0 { return errno == ENAMETOOLONG }
            return String(decoding: target.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self).hasPrefix(root)
        }
    }

    @Test("the root may be a symbolic link, but has to be a folder that is there")
    func roots() throws {
        let tree = try TemporaryTree()
        try tree.file("real/x")
        try tree.symlink("link", to: "real")
        #expect(try ContextWalker(root: tree.root + "/link").walk().entries.map(\.path.description) == ["x"])
        #expect(
            throws: ContextError(code: .missing, path: tree.root + "/no", message: "there is no such folder")
        ) { try ContextWalker(root: tree.root + "/no").walk() }
        #expect(
            throws: ContextError(code: .notAFolder, path: tree.root + "/real/x", message: "this is no folder")
        ) { try ContextWalker(root: tree.root + "/real/x").walk() }
    }

    @Test("what may not be read is named, unless it is excluded", .enabled(if: geteuid() != 0, "root may read all"))
    func permissions() throws {
        let tree = try TemporaryTree()
        try tree.file("secret/file")
        try tree.file("plain", mode: 0)
        try tree.folder("secret", mode: 0)
        defer { chmod(tree.root + "/secret", 0o755) }
        func failure(_ patterns: String...) throws -> ContextError? {
            let walker = ContextWalker(root: tree.root, ignore: try IgnorePatterns(patterns))
            return #expect(throws: ContextError.self) { try walker.walk() }
        }
        #expect(try failure()?.path == tree.root + "/plain")
        #expect(try failure("plain")?.path == tree.root + "/secret")
        #expect(try failure("plain")?.code == .permissionDenied)
        #expect(try tree.list("plain", "secret") == [])
        #expect(try tree.list("plain", "secret", "!**/x") == [])
    }
}
