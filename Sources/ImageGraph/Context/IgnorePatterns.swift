/// The patterns of an ignore file, in order: what a build context leaves out.
///
/// The rules are those of moby/patternmatcher, which docker and BuildKit use: later patterns override earlier ones, `!` lets in
/// again, a pattern that matches a folder covers all below it. Names are compared as they are (case counts).
public struct IgnorePatterns: Sendable, Hashable {
    /// Leaves nothing out.
    public static let none = IgnorePatterns()

    /// The patterns as read: trimmed, cleaned as paths, without empty lines and comments. Bytes that are not UTF-8 show as
    /// U+FFFD here; they are compared as what they are.
    public let patterns: [String]
    let compiled: [IgnorePattern]
    /// Whether all exceptions name a plain place, so that a walk may pass over excluded folders that none of them names.
    private let hasOnlyPlainExceptions: Bool

    /// Whether any of them takes back in what others leave out.
    package var hasExceptions: Bool { compiled.contains(where: \.isException) }

    /// How much all patterns of a list may take together. `a{1000}*` takes 1,000 for eight letters, so without a bound a small
    /// file could take gigabytes; an ordinary pattern takes as many as it has letters.
    private static let maximumSize = 1 << 20

    private init(patterns: [String] = [], compiled: [IgnorePattern] = []) {
        self.patterns = patterns
        self.compiled = compiled
        hasOnlyPlainExceptions = compiled.allSatisfy { !$0.isException || $0.isPlainPlace }
    }

    /// Reads an ignore file.
    ///
    /// - Parameters:
    ///   - bytes: what the file holds; UTF-8, with or without a byte order mark, lines ended by LF or CR LF. At most 1 MiB.
    ///   - file: what to call the file in errors.
    /// - Throws: `ContextError` with the line of the first pattern that has no meaning (`!` alone, an open `[`, a `\` at the
    ///   end). The owning tools refuse these too, some of them only when a path is compared with the pattern.
    public init(parsing bytes: [UInt8], file: String) throws(ContextError) {
        var patterns: [String] = []
        var compiled: [IgnorePattern] = []
        var room = Self.maximumSize
        for (line, pattern) in try IgnoreFileReader.read(bytes, file: file) {
            guard let one = try Self.compile(pattern[...], file: file, line: line, room: &room) else { continue }
            patterns.append(String(decoding: pattern, as: UTF8.self))
            compiled.append(one)
        }
        self.init(patterns: patterns, compiled: compiled)
    }

    /// Takes patterns from a list, where a comment or a leading "/" means nothing special.
    ///
    /// - Throws: `ContextError` without a line, for the first pattern that has no meaning.
    public init(_ patterns: [String]) throws(ContextError) {
        var kept: [String] = []
        var compiled: [IgnorePattern] = []
        var room = Self.maximumSize
        for pattern in patterns {
            guard let one = try Self.compile(Array(pattern.utf8)[...], file: "", line: nil, room: &room) else {
                continue
            }
            kept.append(pattern)
            compiled.append(one)
        }
        self.init(patterns: kept, compiled: compiled)
    }

    private static func compile(
        _ text: ArraySlice<UInt8>,
        file: String,
        line: Int?,
        room: inout Int
    ) throws(ContextError) -> IgnorePattern? {
        let pattern: IgnorePattern?
        do {
            pattern = try IgnorePattern(text)
        } catch {
            throw ContextError(
                code: .invalidPattern,
                path: file,
                line: line,
                message: "illegal pattern \"\(String(decoding: text, as: UTF8.self))\": \(error.message)"
            )
        }
        room -= pattern?.size ?? 0
        guard room >= 0 else {
            throw ContextError(
                code: .ignoreFileTooLarge,
                path: file,
                line: line,
                message: "the patterns up to here are too large together"
            )
        }
        return pattern
    }

    /// These patterns with others before them, which so are the weaker ones.
    ///
    /// - Throws: `ContextError` without a line, for the first added pattern that has no meaning.
    package func prepending(_ patterns: [String]) throws(ContextError) -> IgnorePatterns {
        let first = try IgnorePatterns(patterns)
        return IgnorePatterns(patterns: first.patterns + self.patterns, compiled: first.compiled + compiled)
    }

    /// Whether the path, or a folder above it, is left out (moby's `MatchesOrParentMatches`).
    ///
    /// - Complexity: O(patterns × depth of the path) comparisons. For many paths use ``makeScan()``.
    public func isIgnored(_ path: ContextPath) -> Bool {
        let parents = path.ancestors
        var isIgnored = false
        for pattern in compiled where pattern.isException == isIgnored {
            if pattern.matches(path.bytes[...]) || parents.contains(where: { pattern.matches($0.bytes[...]) }) {
                isIgnored = !pattern.isException
            }
        }
        return isIgnored
    }

    /// A scan over many paths in order; see ``IgnoreScan``.
    public func makeScan() -> IgnoreScan {
        IgnoreScan(self)
    }
}

extension IgnorePatterns {
    /// What is known of a path: whether it is left out, and which patterns match it or a folder above it.
    struct Exclusion: Hashable, Sendable {
        var isIgnored = false
        /// One for each pattern; empty for the root.
        var matched: [Bool] = []
    }

    /// Judges a path from what is known of its folder (moby's `MatchesUsingParentResults`).
    ///
    /// A pattern that could not change the result is not compared, for a folder neither, and then counts as not matching for
    /// all below it. So `a`, `!a/b`, `a` lets `a/b` in, though ``isIgnored(_:)`` says otherwise: docker walks, so it does the
    /// same.
    func judge(_ path: ContextPath, in folder: Exclusion) -> Exclusion {
        guard !compiled.isEmpty else { return Exclusion() }
        var exclusion = Exclusion(isIgnored: false, matched: Array(repeating: false, count: compiled.count))
        for (index, pattern) in compiled.enumerated() {
            var matches = folder.matched.isEmpty ? false : folder.matched[index]
            if !matches {
                guard pattern.isException == exclusion.isIgnored else { continue }
                matches = pattern.matches(path.bytes[...])
            }
            guard matches else { continue }
            exclusion.matched[index] = true
            exclusion.isIgnored = !pattern.isException
        }
        return exclusion
    }

    /// Whether an excluded folder can be passed over, because no exception reaches below it.
    ///
    /// Where all exceptions name plain places, the rule is that of BuildKit and docker word for word: one of them has to begin
    /// with the folder. (It passes over `a/b` in spite of `!a/*/**`. Whoever wrote that sees the same with docker.) With a
    /// wildcard in an exception BuildKit looks everywhere; here only where the letters before the wildcard allow it, which
    /// finds the same.
    func canPass(excludedFolder path: ContextPath) -> Bool {
        let folder = path.bytes + [UInt8(ascii: "/")]
        return !compiled.contains { pattern in
            guard pattern.isException else { return false }
            guard hasOnlyPlainExceptions else { return pattern.mayMatch(below: folder) }
            return (pattern.withoutTrailingWildcard + [UInt8(ascii: "/")]).starts(with: folder)
        }
    }
}
