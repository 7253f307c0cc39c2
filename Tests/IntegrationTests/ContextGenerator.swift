import Foundation
import TestSupport
import Testing

/// Makes folders and ignore files from a seed: the same seed, the same case on every machine.
struct ContextGenerator {
    private var numbers: SplitMix64
    private var folders: [String] = [""]
    private var files: [String] = []

    init(seed: UInt64) {
        numbers = SplitMix64(seed: seed)
    }

    private static let names = [
        "a", "b", "ab", "src", "docs", "lib", "foo", "bar", ".git", "node_modules", "x y", "a+b", "(c)", "{d}", "a|b",
        "[e]", "f*", "g?",
        "ü", "日本", "$h", "^i", "j\\-k", ".hidden", "a.b", "#l", "!m", "a-b",
    ]
    private static let endings = ["", ".go", ".txt", ".md", ".o", ".tar.gz"]

    private mutating func below(_ bound: Int) -> Int { numbers.below(bound) }
    private mutating func pick<Value>(_ values: [Value]) -> Value { numbers.pick(values) }

    /// Makes the folder and returns the text of its ignore file.
    mutating func make(at root: String) throws -> String {
        try makeFolder(root, "", mode: 0o755)
        for _ in 0..<(2 + below(6)) { try addFolder(root) }
        for _ in 0..<(4 + below(14)) { try addFile(root) }
        for _ in 0..<below(4) { try addLink(root) }
        let ignore = ignoreFile()
        try write(root + "/.dockerignore", Array(ignore.utf8), mode: 0o644)
        try write(root + "/Dockerfile", Array("FROM scratch\nCOPY . /\n".utf8), mode: 0o644)
        return ignore
    }

    // MARK: The tree

    private mutating func newPath() -> String? {
        let folder = pick(folders)
        let path = (folder.isEmpty ? "" : folder + "/") + pick(Self.names) + pick(Self.endings)
        return folders.contains(path) || files.contains(path) ? nil : path
    }

    private mutating func addFolder(_ root: String) throws {
        guard let path = newPath() else { return }
        folders.append(path)
        try makeFolder(root, path, mode: pick([0o755, 0o755, 0o700, 0o1777, 0o2775]))
    }

    private func makeFolder(_ root: String, _ path: String, mode: mode_t) throws {
        try FileManager.default.createDirectory(atPath: root + "/" + path, withIntermediateDirectories: true)
        try #require(chmod(root + "/" + path, mode) == 0)
    }

    private mutating func addFile(_ root: String) throws {
        guard let path = newPath() else { return }
        files.append(path)
        let content = (0..<below(40)).map { _ in UInt8(below(256)) }
        try write(root + "/" + path, content, mode: pick([0o644, 0o644, 0o755, 0o600, 0o444, 0o4755, 0o2755, 0o777]))
    }

    private func write(_ path: String, _ content: [UInt8], mode: mode_t) throws {
        try Data(content).write(to: URL(filePath: path))
        try #require(chmod(path, mode) == 0)
    }

    private mutating func addLink(_ root: String) throws {
        guard let path = newPath() else { return }
        if below(3) == 0, let file = files.first {
            try #require(link(root + "/" + file, root + "/" + path) == 0)
        } else {
            let target = pick(["nowhere", "..", "../../out", "/etc/passwd", ".", pick(Self.names), folders.last ?? "a"])
            try #require(symlink(target.isEmpty ? "." : target, root + "/" + path) == 0)
        }
        files.append(path)
    }

    // MARK: The ignore file

    private mutating func ignoreFile() -> String {
        var lines = (0..<(1 + below(6))).map { _ in line() }
        if below(3) == 0 { lines.insert(pick(["*", "**"]), at: 0) }
        let text = lines.joined(separator: below(8) == 0 ? "\r\n" : "\n")
        return (below(12) == 0 ? "\u{FEFF}" : "") + text + (below(3) == 0 ? "" : "\n")
    }

    private mutating func line() -> String {
        switch below(40) {
        case 0: return ""
        case 1: return "# " + pattern()
        case 2: return " #" + pattern()
        case 3: return "\t" + pattern() + "  "
        case 4: return pick(["!", "[", "a[", "a\\", "[]a]", "[a-", "! "])
        case 5...16: return "!" + (below(6) == 0 ? " " : "") + pattern()
        default: return pattern()
        }
    }

    private mutating func pattern() -> String {
        let path = pick(folders + files + ["", "a/b", "zz"])
        let name = path.split(separator: "/").last.map(String.init) ?? pick(Self.names)
        let top = path.split(separator: "/").first.map(String.init) ?? "a"
        let ending = pick(["*.go", "*.txt", "*.md", "*.o", "*.gz", "*.*"])
        switch below(24) {
        case 0...4: return path.isEmpty ? "a" : path
        case 5: return "/" + path
        case 6: return "./" + path + "/"
        case 7: return path + "/../" + name
        case 8: return name
        case 9: return "**/" + name
        case 10: return "*/" + name
        case 11: return ending
        case 12: return "**/" + ending
        case 13: return top + "/" + ending
        case 14: return top + "/**/" + ending
        case 15: return top + "/*"
        case 16: return top + "/**"
        case 17: return "**/" + name + "/**"
        case 18:
            return pick(["?", "??", "*?*", "[a-f]*", "[^a-f]*", "*[o]", "**/[b-s]*", "[[:alpha:]]*", "\\a*", "*\\.go"])
        case 19: return String(name.prefix(1)) + "*"
        case 20: return String(name.prefix(1)) + "**"
        case 21: return "**" + String(name.suffix(2))
        case 22: return top + "/*/" + name
        default:
            return pick([
                "*", "**", "**/*", "*/*", ".", "*/", "**/", "..", "../" + path, "a|b*", "{d}*", "a{1}*", "a+*",
            ])
        }
    }
}
