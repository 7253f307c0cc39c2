/// One pattern of an ignore file, ready to be compared with paths.
///
/// The meaning is that of moby/patternmatcher, which docker, BuildKit and podman share:
/// - without wildcards it is exactly that path; with `**` only at its end, all paths that begin so; with `**` only at its
///   beginning, all paths that end so;
/// - else it becomes a regular expression, letter by letter: `*` is `[^/]*`, `?` is `[^/]`, `**/` is `(.*/)?`, a closing `**`
///   is `.*`, and `.`, `+`, `(`, `)` and `$` are protected.
struct IgnorePattern: Hashable, Sendable {
    private enum Matcher: Hashable, Sendable {
        case exact
        case prefix([UInt8])
        case suffix([UInt8])
        case expression(RegexProgram)
    }

    /// The pattern's own bytes, cleaned, without the `!`.
    let text: [UInt8]
    /// Whether it begins with `!`: what it matches is let in again.
    let isException: Bool
    private let matcher: Matcher

    /// Reads one pattern as it stands in a list of patterns; nil if it is empty.
    init?(_ raw: ArraySlice<UInt8>) throws(PatternFault) {
        let trimmed = GoText.trimSpace(raw)
        guard !trimmed.isEmpty else { return nil }
        var cleaned = GoText.cleanPath(trimmed)
        isException = cleaned.first == UInt8(ascii: "!")
        if isException { cleaned.removeFirst() }
        guard !cleaned.isEmpty else { throw PatternFault(message: "a '!' has no pattern behind it") }
        try Self.checkSyntax(GoText.scalars(cleaned))
        text = cleaned
        matcher = try Self.matcher(of: cleaned)
    }

    /// What it takes in memory, in parts of a machine.
    var size: Int {
        if case .expression(let program) = matcher { program.size } else { 1 }
    }

    /// Whether the pattern matches exactly this path; what is above the path is not looked at.
    func matches(_ path: ArraySlice<UInt8>) -> Bool {
        switch matcher {
        case .exact: path.elementsEqual(text)
        case .prefix(let prefix): path.starts(with: prefix)
        case .suffix(let suffix):
            path.suffix(suffix.count).elementsEqual(suffix)
                // "**/name" is also "name" at the top
                || (suffix.first == UInt8(ascii: "/") && path.elementsEqual(suffix.dropFirst()))
        case .expression(let program): program.matches(path)
        }
    }

    // MARK: Where it can match

    /// Whether it says where it matches up to its last part: no wildcard but a closing `/*` or `/**`.
    var isPlainPlace: Bool {
        !withoutTrailingWildcard.contains { "*[]?^\\".utf8.contains($0) }
    }

    /// The pattern without a closing `/**` and then a closing `/*`.
    var withoutTrailingWildcard: ArraySlice<UInt8> {
        var place = text[...]
        for wildcard in ["/**", "/*"] where place.suffix(wildcard.utf8.count).elementsEqual(wildcard.utf8) {
            place = place.dropLast(wildcard.utf8.count)
        }
        return place
    }

    /// Whether a path below `folder` (which ends in "/") might match. May say yes where none does, never no where one does.
    func mayMatch(below folder: [UInt8]) -> Bool {
        if case .exact = matcher { return text.starts(with: folder) }
        // `|` and `{` can undo what stands before them, and U+FFFD in the pattern stands for any stray byte.
        let special = "*[]?^\\|{".utf8
        let literal = text.contains(UInt8(ascii: "|")) ? text[..<0] : text.prefix { !special.contains($0) && $0 < 0x80 }
        let certain = text.dropFirst(literal.count).first == UInt8(ascii: "{") ? literal.dropLast() : literal
        return certain.starts(with: folder) || folder.starts(with: certain)
    }

    // MARK: Making the matcher

    private static func matcher(of text: [UInt8]) throws(PatternFault) -> Matcher {
        var scalars = GoText.scalars(text)[...]
        // Go's scanner, which the translation reads with, drops a byte order mark at the beginning.
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        var expression: [Unicode.Scalar] = ["^"]
        enum Kind { case exact, prefix, suffix, expression }
        var kind = Kind.exact
        var isFirst = true
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "*" where scalars.first == "*":
                scalars.removeFirst()
                if scalars.first == "/" { scalars.removeFirst() }
                if scalars.isEmpty {
                    expression += ".*".unicodeScalars
                    kind = kind == .exact ? .prefix : .expression
                } else {
                    expression += "(.*/)?".unicodeScalars
                    kind = .expression
                }
                if isFirst { kind = .suffix }
            case "*", "?":
                expression += (scalar == "*" ? "[^/]*" : "[^/]").unicodeScalars
                kind = .expression
            case ".", "+", "(", ")", "$":
                expression += ["\\", scalar]
            case "\\":
                expression.append(scalar)
                if let escaped = scalars.popFirst() {
                    expression.append(escaped)
                    kind = .expression
                }
            case "[", "]":
                expression.append(scalar)
                kind = .expression
            default:
                expression.append(scalar)
            }
            isFirst = false
        }
        switch kind {
        case .exact: return .exact
        case .prefix: return .prefix(Array(text.dropLast(2)))
        case .suffix: return .suffix(Array(text.dropFirst(2)))
        case .expression:
            expression.append("$")
            return .expression(try RegexProgram(try RegexParser.parse(expression)))
        }
    }

    /// The check of `filepath.Match` (https://pkg.go.dev/path/filepath#Match), which every pattern has to pass: no `\` at
    /// the end, and in `[…]` at least one letter or range, with `-` and `]` only behind a `\`.
    private static func checkSyntax(_ scalars: [Unicode.Scalar]) throws(PatternFault) {
        var rest = scalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\\" {
                guard rest.popFirst() != nil else { throw PatternFault(message: "it ends in a single '\\'") }
            } else if scalar == "[" {
                if rest.first == "^" { rest.removeFirst() }
                var isEmpty = true
                while isEmpty || rest.first != "]" {
                    try checkClassLetter(&rest)
                    if rest.first == "-" {
                        rest.removeFirst()
                        try checkClassLetter(&rest)
                    }
                    isEmpty = false
                }
                rest.removeFirst()
            }
        }
    }

    private static func checkClassLetter(_ rest: inout ArraySlice<Unicode.Scalar>) throws(PatternFault) {
        guard var letter = rest.popFirst() else { throw PatternFault(message: "a '[' has no ']'") }
        guard letter != "-", letter != "]" else {
            throw PatternFault(message: "'\(letter)' stands in '[…]' where a letter should (write '\\\(letter)')")
        }
        if letter == "\\" {
            guard let escaped = rest.popFirst() else { throw PatternFault(message: "it ends in a single '\\'") }
            letter = escaped
        }
        guard !rest.isEmpty else { throw PatternFault(message: "a '[' has no ']'") }
    }
}
