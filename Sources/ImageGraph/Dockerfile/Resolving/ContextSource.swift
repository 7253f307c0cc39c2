/// A path of the build context that an instruction takes files from.
public struct ContextSource: Hashable, Sendable {
    /// `COPY` or `ADD`.
    public let keyword: Instruction.Keyword
    /// After expansion, as it is written.
    public let text: String
    /// The same as a path of the context, `.` for all of it: a slash at its beginning says nothing, and `..` leads no further than to the
    /// context.
    public let path: String
    /// Whether it is a pattern, which BuildKit lets match nothing.
    public let isPattern: Bool
    /// The line of the instruction, from 1; of the `FROM` where a base's `ONBUILD` brought it.
    public let line: Int
    /// Whether an `ONBUILD` of the stage's base brought it.
    public let isTriggered: Bool

    /// - Returns: nil for what is not taken from the context: addresses, and git repositories.
    init?(_ keyword: Instruction.Keyword, _ text: String, line: Int, isTriggered: Bool) {
        guard !text.isEmpty, !Self.isRemote(text) else { return nil }
        self.keyword = keyword
        self.text = text
        self.line = line
        self.isTriggered = isTriggered
        var parts: [Substring] = []
        for part in text.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        path = parts.isEmpty ? "." : parts.joined(separator: "/")
        isPattern = Self.isPattern(text)
    }

    /// Whether `ADD` fetches it.
    static func isRemote(_ text: String) -> Bool {
        let lower = text.lowercased()
        return ["http://", "https://", "git://", "ssh://", "git@", "github.com/"].contains(where: lower.hasPrefix)
    }

    /// Source: BuildKit's `containsWildcards`.
    private static func isPattern(_ text: String) -> Bool {
        var isEscaped = false
        for byte in text.utf8 {
            if isEscaped {
                isEscaped = false
            } else if byte == .backslash {
                isEscaped = true
            } else if "*?[".utf8.contains(byte) {
                return true
            }
        }
        return false
    }
}
