import Foundation
import ImageGraph
import Testing

/// What became of one path of a context: names and content in a form that both sides can be brought to.
struct ContextFile: Hashable {
    enum Kind: Hashable {
        case file([UInt8])
        case directory
        case symlink(String)
    }

    var kind: Kind
    var mode: UInt16
}

/// A generated folder with an ignore file, on disk.
struct ContextCase: Sendable {
    let number: Int
    let root: String
    let ignoreFile: String

    static func family(_ count: Int, seed: UInt64) throws -> [ContextCase] {
        let parent = FileManager.default.temporaryDirectory.path + "/context-oracle-\(UUID().uuidString)"
        return try (0..<count).map { number in
            var generator = ContextGenerator(seed: seed &+ UInt64(number) &* 0x9E37_79B9)
            let root = "\(parent)/\(number)"
            return ContextCase(number: number, root: root, ignoreFile: try generator.make(at: root))
        }
    }

    static func remove(_ cases: [ContextCase]) {
        guard let root = cases.first?.root else { return }
        try? FileManager.default.removeItem(at: URL(filePath: root).deletingLastPathComponent())
    }

    /// Expects our list to be what the builder received, path by path.
    func compare(with received: [String: ContextFile]?, by builder: ContextBuilder) {
        let about = "case \(number), ignore file:\n\(ignoreFile)"
        let ours: [String: ContextFile]
        do {
            ours = try files(by: builder)
        } catch {
            #expect(received == nil, "we refuse it (\(error)), docker does not: \(about)")
            return
        }
        guard var received else {
            Issue.record("docker refuses it, we do not: \(about)")
            return
        }
        if builder == .buildKit { forgetUnread(&received, ours) }
        for path in Set(ours.keys).union(received.keys).sorted() where ours[path] != received[path] {
            Issue.record("\(path): ours \(Self.show(ours[path])), docker's \(Self.show(received[path])); \(about)")
        }
    }

    private static func show(_ file: ContextFile?) -> String {
        guard let file else { return "not there" }
        let mode = String(file.mode, radix: 8)
        switch file.kind {
        case .file(let bytes): return "file of \(bytes.count) bytes, \(mode)"
        case .directory: return "folder, \(mode)"
        case .symlink(let target): return "link to \(target)"
        }
    }

    private func patterns() throws -> IgnorePatterns {
        try IgnorePatterns(parsing: Array(ignoreFile.utf8), file: ".dockerignore")
    }

    /// Our list, with what is in the files.
    private func files(by builder: ContextBuilder) throws -> [String: ContextFile] {
        let patterns = try patterns()
        let entries = try ContextWalker(root: root, ignore: patterns).walk().entries
        let content: (ContextEntry) throws -> [UInt8] = { entry in
            [UInt8](try Data(contentsOf: URL(filePath: String(decoding: entry.source, as: UTF8.self))))
        }
        var files: [String: ContextFile] = [:]
        for entry in entries {
            let kind: ContextFile.Kind
            switch entry.kind {
            case .file, .hardLink: kind = .file(try content(entry))
            case .folder: kind = .directory
            case .symlink(let target): kind = .symlink(String(decoding: target, as: UTF8.self))
            }
            files[entry.path.description] = ContextFile(kind: kind, mode: kind.isSymlink ? 0 : entry.mode)
        }
        if builder == .classic { Self.asClassic(&files, patterns, entries) }
        return files
    }

    /// The ways in which the classic builder differs from BuildKit, which we follow:
    /// - it passes over an excluded folder unless a `!` pattern begins with the folder letter by letter, so `!**/*.go`
    ///   reaches into no excluded folder;
    /// - an excluded folder that something is sent from does not travel itself: it is made anew with mode 0755;
    /// - `COPY` loses setuid and setgid, because it changes the owner after the mode.
    private static func asClassic(
        _ files: inout [String: ContextFile],
        _ patterns: IgnorePatterns,
        _ entries: [ContextEntry]
    ) {
        var scan = patterns.makeScan()
        let excluded = Set(entries.lazy.filter { $0.kind == .folder && scan.isIgnored($0.path) }.map(\.path))
        let exceptions = patterns.patterns.filter { $0.hasPrefix("!") }.map { $0.dropFirst() + "/" }
        let passed = excluded.filter { folder in !exceptions.contains { $0.hasPrefix("\(folder)/") } }
        for entry in entries where passed.contains(where: { $0.contains(entry.path) && $0 != entry.path }) {
            files[entry.path.description] = nil
        }
        for folder in excluded.sorted(by: >) {
            guard files.keys.contains(where: { $0.hasPrefix("\(folder)/") }) else {
                files[folder.description] = nil
                continue
            }
            files[folder.description]?.mode = 0o755
        }
        for (path, file) in files where !file.kind.isDirectory { files[path]?.mode = file.mode & 0o1777 }
    }

    /// BuildKit lists the files with one of moby's two rules and opens them with the other. A file that only the first lets in
    /// (`foo`, `!foo/a`, `foo`) so arrives empty. Docker's classic builder and we send what is in it.
    func forgetUnread(_ received: inout [String: ContextFile], _ ours: [String: ContextFile]) {
        guard let patterns = try? patterns() else { return }
        for (path, file) in received where file.kind == .file([]) {
            // Below a folder of its own, too.
            let places = [path, path.drop { $0 != "/" }.dropFirst().description]
            guard places.contains(where: { patterns.isIgnored(ContextPath($0)) }) else { continue }
            received[path]?.kind = ours[path]?.kind ?? file.kind
        }
    }
}

extension ContextFile.Kind {
    var isSymlink: Bool { if case .symlink = self { true } else { false } }
    var isDirectory: Bool { self == .directory }
}
