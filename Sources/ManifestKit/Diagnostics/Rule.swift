/// A kind of problem in an input. No ``Diagnostic`` is made without one.
///
/// The rules of a module stand together, as static members of this type by topic (`RuleGroup`); a module that finds
/// other problems in the same inputs adds its own. The tables of `docs/check.md` are printed from them.
public struct Rule: Sendable, Hashable, Identifiable {
    /// The stable kebab-case code that findings carry, e.g. `unknown-key`. It does not change its meaning.
    public let id: String
    /// How bad it is, where a finding does not say otherwise.
    public let severity: Diagnostic.Severity
    /// What is wrong: one sentence.
    public let summary: String
    /// Why it matters, and what to do about it: one sentence or more.
    public let help: String

    /// - Parameters:
    ///   - id: a code that no other rule has.
    ///   - summary: a sentence, without Markdown.
    ///   - help: one or more sentences, without Markdown.
    public init(_ id: String, _ severity: Diagnostic.Severity, _ summary: String, _ help: String) {
        self.id = id
        self.severity = severity
        self.summary = summary
        self.help = help
    }
}
