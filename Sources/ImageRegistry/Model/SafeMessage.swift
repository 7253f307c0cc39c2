import Basics

/// Words of strangers for a message: one line of bounded length, without what may open something.
enum SafeMessage {
    /// A person reads no more of it.
    private static let limit = 300

    /// - Parameter secrets: what was sent along; a server may have repeated it.
    static func text(_ said: some StringProtocol, without secrets: [String] = []) -> String {
        var text = String(said.prefix(8 * limit))
        for secret in secrets where !secret.isEmpty { text = text.replacing(secret, with: "***") }
        let words = text.singleLine.split(separator: " ").map { withoutCredentials($0) }
        let line = VisibleText.line(words.joined(separator: " "))
        return line.count > limit ? line.prefix(limit) + "…" : line
    }

    /// A word that holds an address: of that the user, the password, the query and the fragment go.
    private static func withoutCredentials(_ word: Substring) -> String {
        guard let separator = word.firstRange(of: "://") else { return String(word) }
        let start = word[..<separator.lowerBound].lastIndex { !$0.isLetter }.map { word.index(after: $0) }
        let url = word[(start ?? word.startIndex)...]
        let end = url.firstIndex { "\"'<>)]},".contains($0) } ?? url.endIndex
        return word[..<url.startIndex] + RemoteURL.withoutCredentials(String(url[..<end])) + url[end...].prefix(2)
    }
}
