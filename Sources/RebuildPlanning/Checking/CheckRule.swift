/// A kind of finding.
public struct CheckRule: Sendable, Hashable, Identifiable {
    /// The stable kebab-case code that findings carry.
    public let id: String
    /// What is wrong, in a few words.
    public let summary: String
    /// Why it matters, and what to do about it.
    public let help: String

    init(_ id: String, _ summary: String, _ help: String) {
        self.id = id
        self.summary = summary
        self.help = help
    }

    /// All kinds, in the order of the files that they are about.
    public static let all = files + manifest + yaml + imageList + whitelist + images + dockerfiles + contexts

    /// The rule of a code, or one that only names it.
    public static func rule(_ id: String) -> CheckRule {
        byID[id] ?? CheckRule(id, "Problem of the kind '\(id)'.", "The message tells what is wrong.")
    }

    private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
}
