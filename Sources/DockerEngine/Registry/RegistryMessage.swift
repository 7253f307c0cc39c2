/// What an engine says of a registry, taken apart: the number and the codes in it, and its words without what anybody may
/// choose, as a repository may be called `denied-pages` and a proxy's page say anything.
struct RegistryMessage {
    /// What the registry, or its token server, answered with in HTTP, where the engine tells.
    let status: Int?
    /// What stands between colons and line ends, in lower case: among it the registry's codes.
    let segments: [Substring]
    /// All words, in lower case, each with a space before and after it.
    let words: String

    /// - Parameter repository: the name that was pulled or pushed, without a tag.
    init(_ message: String, about repository: String) {
        let quoteless = Self.withoutQuotes(message.lowercased())
        let text = Self.withoutMarkup(quoteless)
        let names = Self.names(of: repository.lowercased())
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            line.split(whereSeparator: \.isWhitespace).map { Self.withoutNames($0, names) }.joined(separator: " ")
        }
        segments = lines.flatMap { $0.split(separator: ":") }.map(Self.trimmed).filter { !$0.isEmpty }
        let all = lines.joined(separator: " ").split { !($0.isLetter || $0.isNumber || $0 == "_") }
        words = " " + all.joined(separator: " ") + " "
        status = Self.status(in: all) ?? Self.status(ofPage: quoteless)
    }

    /// Whether a phrase, in lower case and without punctuation, stands in it by whole words.
    func says(_ phrase: String) -> Bool { words.contains(" \(phrase) ") }

    func saysAny(of phrases: [String]) -> Bool { phrases.contains(where: says) }

    // MARK: - The status

    /// `unexpected status from HEAD request to URL: 403 Forbidden`, `error parsing HTTP 429 response body`,
    /// `StatusCode: 404`: a number of three digits that follows soon after one of these words.
    private static func status(in words: [Substring]) -> Int? {
        for (index, word) in words.enumerated() where word == "status" || word == "statuscode" || word == "http" {
            for next in words[(index + 1)...].prefix(word == "http" ? 1 : 6) {
                if next.count == 3, let number = Int(next), (400..<600).contains(number) { return number }
            }
        }
        return nil
    }

    /// `<title>402 Payment Required</title>`: all that Docker 28 tells of an answer that is a page.
    private static func status(ofPage text: String) -> Int? {
        guard let title = text.firstRange(of: "<title>")?.upperBound else { return nil }
        return status(in: ["http", text[title...].prefix { $0.isNumber }])
    }

    // MARK: - What is left out

    /// The ways in which engines and registries write a repository's name.
    private static func names(of repository: String) -> Set<Substring> {
        var names: Set<Substring> = [repository[...]]
        if let slash = repository.firstIndex(of: "/") { names.insert(repository[repository.index(after: slash)...]) }
        return names
    }

    /// A word without what is an address, a path, a digest, or the repository's own name; a colon after it stays.
    private static func withoutNames(_ word: Substring, _ names: Set<Substring>) -> Substring {
        let core = trimmed(word)
        let name = core.prefix { $0 != ":" && $0 != "@" }
        guard core.contains("/") && core != "i/o" || core.hasPrefix("sha256:") || names.contains(name) else {
            return word
        }
        return word.hasSuffix(":") ? ":" : ""
    }

    private static func trimmed(_ text: Substring) -> Substring {
        func isOutside(_ character: Character) -> Bool { character.isWhitespace || ":,.;()[]".contains(character) }
        var text = text.drop(while: isOutside)
        while let last = text.last, isOutside(last) { text.removeLast() }
        return text
    }

    /// From the first tag on: a page of a proxy, which comes last.
    private static func withoutMarkup(_ text: String) -> String {
        var previous: String.Index?
        for index in text.indices {
            let character = text[index]
            if let tag = previous, character.isLetter || character == "!" || character == "/" {
                return String(text[..<tag])
            }
            previous = character == "<" ? index : nil
        }
        return text
    }

    /// Without texts in double quotes, and words in single ones; an apostrophe is none.
    private static func withoutQuotes(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            let isWordEnd = result.last.map { !$0.isLetter && !$0.isNumber } ?? true
            if character == "\"" || character == "'" && isWordEnd, let end = closing(character, in: rest) {
                rest = rest[rest.index(after: end)...]
            } else {
                result.append(character)
            }
        }
        return result
    }

    private static func closing(_ quote: Character, in text: Substring) -> Substring.Index? {
        var isEscaped = false
        for index in text.indices {
            if isEscaped {
                isEscaped = false
            } else if text[index] == "\\" {
                isEscaped = true
            } else if text[index] == quote {
                let next = text[text.index(after: index)...].first
                if quote == "\"" || next.map({ !$0.isLetter && !$0.isNumber }) ?? true { return index }
            }
        }
        return nil
    }
}
