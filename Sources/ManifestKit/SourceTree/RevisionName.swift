/// A revision as a file names it: a commit, a branch or a tag in short, or a full reference.
public struct RevisionName: Sendable, Hashable {
    public let text: String

    public init(_ text: String) { self.text = text }

    /// Whether it is a full commit hash (SHA-1 or SHA-256).
    public var isCommit: Bool {
        (text.utf8.count == 40 || text.utf8.count == 64) && text.allSatisfy(\.isHexDigit)
    }

    /// As people name it: without `refs/heads/` or `refs/tags/`.
    public var short: String {
        for prefix in ["refs/heads/", "refs/tags/"] where text.hasPrefix(prefix) {
            return String(text.dropFirst(prefix.count))
        }
        return text
    }

    /// Where a clone keeps it, best first. A commit, a full reference and `HEAD` are taken as they are; any other name is
    /// a branch of the remote, else a tag.
    public func candidates(remote: String) -> [String] {
        if isCommit || text.hasPrefix("refs/") || text == "HEAD" { return [text] }
        return ["refs/remotes/\(remote)/\(text)", "refs/tags/\(text)"]
    }
}
