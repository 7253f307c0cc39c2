/// A comment at the top of a Dockerfile that tells the parser something: `# escape=…`, `# syntax=…`, `# check=…`.
public struct ParserDirective: Hashable, Sendable, Codable {
    /// The names that are directives; other comments of this shape are comments.
    public enum Name: String, Sendable, Codable, CaseIterable {
        /// The frontend that the file is written for.
        case syntax
        /// The character that escapes others and continues lines.
        case escape
        /// How the file is to be linted.
        case check
    }

    /// Which directive it is.
    public let name: Name
    /// The value, without the white space around it.
    public let value: String
    /// The line, from 1.
    public let line: Int
}

/// Finds the directives among the first lines.
///
/// Source: BuildKit's `DirectiveParser`. Directives stand in the very first lines; the first line that is none of the
/// known ones ends them, be it a comment or blank. None may be repeated.
struct DirectiveReader {
    private(set) var directives: [ParserDirective] = []
    private var isDone = false

    /// Looks at the next line, which is without its line ending and leading white space.
    mutating func read(_ line: ArraySlice<UInt8>, number: Int) throws(SyntaxProblem) -> ParserDirective? {
        guard !isDone else { return nil }
        guard line.first == .hash, let (name, value) = Self.split(GoSpace.trimmingStart(line.dropFirst())),
            let known = ParserDirective.Name(rawValue: name)
        else {
            isDone = true
            return nil
        }
        guard !directives.contains(where: { $0.name == known }) else {
            throw SyntaxProblem(.invalidDirective, "the parser directive \(name) is set a second time")
        }
        let directive = ParserDirective(name: known, value: value, line: number)
        directives.append(directive)
        return directive
    }

    /// Splits `NAME = VALUE`; the name is letters and digits after a letter, in any case.
    private static func split(_ text: ArraySlice<UInt8>) -> (name: String, value: String)? {
        func isBlank(_ byte: UInt8) -> Bool { byte == .space || (byte >= 0x09 && byte <= 0x0D && byte != 0x0B) }
        guard let first = text.first, first.isLetter else { return nil }
        let name = text.prefix(while: \.isAlphanumeric)
        var rest = text.dropFirst(name.count).drop(while: isBlank)
        guard rest.first == .equals else { return nil }
        rest = rest.dropFirst()
        guard let last = rest.last else { return nil }
        rest = rest.drop(while: isBlank)
        while let byte = rest.last, isBlank(byte) { rest.removeLast() }
        // A value of nothing but white space is that white space: BuildKit's expression wants at least one character.
        let value = rest.isEmpty ? [last] : Array(rest)
        return (String(decoding: name.map(\.lowercased), as: UTF8.self), String(decoding: value, as: UTF8.self))
    }
}
