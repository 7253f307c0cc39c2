/// Asks for many paths whether they are left out, remembering what it found for the folders above the last one.
///
/// For paths in the order of a walk or sorted, each folder is judged once: the work is linear in the number of paths. Paths in
/// any order get the same answers.
public struct IgnoreScan: Sendable {
    private let patterns: IgnorePatterns
    /// The folders above the last path, outermost first.
    private var folders: [(path: ContextPath, exclusion: IgnorePatterns.Exclusion)] = []

    init(_ patterns: IgnorePatterns) {
        self.patterns = patterns
    }

    /// Whether the path is left out, by the rule of a walk (moby's `MatchesUsingParentResults`).
    public mutating func isIgnored(_ path: ContextPath) -> Bool {
        guard !patterns.compiled.isEmpty else { return false }
        return exclusion(of: path).isIgnored
    }

    private mutating func exclusion(of path: ContextPath) -> IgnorePatterns.Exclusion {
        while let last = folders.last, last.path == path || !last.path.contains(path) { folders.removeLast() }
        let known = folders.last?.path.bytes.count ?? -1
        for folder in path.ancestors where folder.bytes.count > known {
            folders.append((folder, patterns.judge(folder, in: folders.last?.exclusion ?? .init())))
        }
        return patterns.judge(path, in: folders.last?.exclusion ?? .init())
    }
}
