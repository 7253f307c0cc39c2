import Foundation
import ImageGraph
import Testing

/// Checks over real ignore files with the answers of the tools that own the format (`make corpus CORPUS=…`).
@Suite("Ignore files: corpus", .enabled(if: IgnoreCorpus.folder != nil, "IMAGEBUILDER_CORPUS names no folder"))
struct IgnoreCorpusTests {
    @Test("every row of moby/patternmatcher's own suite")
    func mobyRows() throws {
        let rows = try IgnoreCorpus.rows().filter { $0.suite == "moby/patternmatcher" }
        #expect(rows.count >= 70)
        for row in rows { #expect(row.answer == row.expected, "\(row.test): \(row.patterns) against \(row.path)") }
    }

    /// The row is about a folder that is sent because of what is in it, so it takes a walk.
    @Test("a walk by fsutil's own case")
    func fsutilRows() throws {
        let rows = try IgnoreCorpus.rows().filter { $0.suite == "tonistiigi/fsutil" }
        #expect(!rows.isEmpty)
        for row in rows {
            let kept = try IgnoreCorpus.walk(files: ["foo/bar1", "foo/bar2"], ignore: IgnorePatterns(row.patterns))
            #expect(
                String(!kept.contains(row.path)) == row.expected,
                "\(row.test): \(row.patterns) against \(row.path)"
            )
        }
    }

    /// docker-py matches on its own terms; where it agrees with moby its suite is a check as good as any.
    @Test("docker-py's rows, less its own oddity")
    func dockerPyRows() throws {
        let rows = try IgnoreCorpus.rows().filter { $0.suite.hasPrefix("docker-py") }
        #expect(rows.count >= 1_500)
        for row in rows {
            // Its answers are about what is sent, so the Dockerfile and the ignore file never count as ignored.
            let sent = [".dockerignore", row.dockerfile.isEmpty ? "Dockerfile" : row.dockerfile].map { ContextPath($0) }
            let ignore = try IgnorePatterns(parsing: Array(row.patterns.joined(separator: "\n").utf8), file: row.test)
            let answer = ignore.isIgnored(ContextPath(row.path)) && !sent.contains(ContextPath(row.path))
            // It passes over an excluded folder although "!*/b.py" reaches into it; BuildKit does not.
            let isOddity = row.test == "test_include_wildcard" && row.path == "a/b.py"
            #expect((String(answer) == row.expected) != isOddity, "\(row.test): \(row.patterns) against \(row.path)")
        }
    }

    @Test("real files: the patterns as read, and what a transfer keeps", arguments: IgnoreCorpus.files)
    func realFile(name: String) throws {
        let folder = try #require(IgnoreCorpus.folder) + "/dockerignore/"
        func text(_ suffix: String) throws -> Data { try Data(contentsOf: URL(filePath: folder + name + suffix)) }
        func lines(_ suffix: String) throws -> [String] {
            String(decoding: try text(suffix), as: UTF8.self).split(separator: "\n").map(String.init)
        }
        let ignore = try IgnorePatterns(parsing: [UInt8](try text("")), file: name)
        #expect(ignore.patterns == (try JSONDecoder().decode([String].self, from: try text(".patterns.json"))))

        // Only the answer knows of empty folders (submodules that were not checked out), so they are made from it.
        let answer = try lines(".included-buildkit")
        let kept = try IgnoreCorpus.walk(files: lines(".files") + answer.filter { $0.hasSuffix("/") }, ignore: ignore)
        #expect(kept == Set(answer))
    }
}

enum IgnoreCorpus {
    struct Row {
        let suite: String
        let test: String
        let patterns: [String]
        let path: String
        let dockerfile: String
        let expected: String

        var answer: String {
            guard let ignore = try? IgnorePatterns(patterns) else { return "error" }
            return String(ignore.isIgnored(ContextPath(path)))
        }
    }

    static var folder: String? {
        ProcessInfo.processInfo.environment["IMAGEBUILDER_CORPUS"].flatMap { $0.isEmpty ? nil : $0 }
    }

    static var files: [String] {
        guard let folder else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/dockerignore")) ?? []
        return names.filter { $0.hasSuffix(".patterns.json") }.map { String($0.dropLast(".patterns.json".count)) }
            .sorted()
    }

    static func rows() throws -> [Row] {
        let file = URL(filePath: try #require(folder) + "/dockerignore-cases.tsv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Row(
                suite: fields[0],
                test: fields[1],
                patterns: try JSONDecoder().decode([String].self, from: Data(fields[3].utf8)),
                path: fields[4],
                dockerfile: fields[5],
                expected: fields[6]
            )
        }
    }

    /// Makes the files, empty, and the folders, which end in "/"; walks over them, and says what is sent in the same spelling.
    static func walk(files: [String], ignore: IgnorePatterns) throws -> Set<String> {
        let manager = FileManager.default
        // In memory where there is such a place: the trees have 46,000 files together.
        let memory = "/dev/shm"
        let parent = manager.isWritableFile(atPath: memory) ? memory : manager.temporaryDirectory.path
        let root = parent + "/ignore-corpus-\(UUID().uuidString)"
        defer { try? manager.removeItem(atPath: root) }
        var folders: Set<String> = []
        for file in files {
            let path = root + "/" + file
            let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
            if folders.insert(folder).inserted {
                try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            guard !file.hasSuffix("/") else { continue }
            let descriptor = open(path, O_CREAT | O_WRONLY, 0o644)
            try #require(descriptor >= 0)
            close(descriptor)
        }
        let entries = try ContextWalker(root: root, ignore: ignore).walk().entries
        return Set(entries.map { $0.kind == .folder ? "\($0.path)/" : "\($0.path)" })
    }
}
