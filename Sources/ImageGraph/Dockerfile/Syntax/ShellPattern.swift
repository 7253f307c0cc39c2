/// A shell pattern as `${x#p}` and `${x/p/r}` take it: `*` is any text, `?` any character, both without line breaks.
///
/// Source: BuildKit's `convertShellPatternToRegex`. A backslash makes `*`, `?`, `\`, `}` and `/` plain; before anything
/// else it is an error.
struct ShellPattern {
    private enum Token: Equatable {
        case literal(Unicode.Scalar)
        case one
        case any

        func matches(_ scalar: Unicode.Scalar) -> Bool {
            switch self {
            case .literal(let expected): scalar == expected
            case .one: scalar != "\n"
            case .any: false
            }
        }
    }

    private var tokens: [Token] = []

    init(_ pattern: String) throws(SyntaxProblem) {
        var scalars = pattern.unicodeScalars[...]
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        while let scalar = scalars.popFirst() {
            switch scalar {
            // Neighbouring stars are one: it matches the same and keeps the work low.
            case "*": if tokens.last != .any { tokens.append(.any) }
            case "?": tokens.append(.one)
            case "\\":
                if scalars.first == "}" || scalars.first == "/" { continue }
                guard let escaped = scalars.popFirst(), escaped == "*" || escaped == "?" || escaped == "\\" else {
                    throw SyntaxProblem(
                        .invalidExpansion,
                        "invalid pattern \"\(pattern)\": a backslash before nothing special"
                    )
                }
                tokens.append(.literal(escaped))
            default: tokens.append(.literal(scalar))
            }
        }
    }

    func droppingPrefix(of text: String, longest: Bool, steps: inout Int) throws(SyntaxProblem) -> String {
        let scalars = Array(text.unicodeScalars)
        let end = try Self.match(tokens[...], in: scalars[...], longest: longest, steps: &steps)
        guard let end else { return text }
        return String(String.UnicodeScalarView(scalars[end...]))
    }

    func droppingSuffix(of text: String, longest: Bool, steps: inout Int) throws(SyntaxProblem) -> String {
        let scalars = Array(text.unicodeScalars.reversed())
        let end = try Self.match(tokens.reversed()[...], in: scalars[...], longest: longest, steps: &steps)
        guard let end else { return text }
        return String(String.UnicodeScalarView(scalars[end...].reversed()))
    }

    /// Replaces the first longest match, or all of them.
    func replacing(
        in text: String,
        with replacement: String,
        all: Bool,
        steps: inout Int
    ) throws(SyntaxProblem) -> String {
        let scalars = Array(text.unicodeScalars)
        // Where all are replaced, BuildKit's library gives `$` in the replacement a meaning; no group exists, so
        // every reference is empty.
        let inserted = all ? Self.withoutGroupReferences(replacement) : replacement
        var result = String.UnicodeScalarView()
        var copied = 0
        var search = 0
        while search <= scalars.count, let found = try firstMatch(in: scalars, from: search, steps: &steps) {
            result.append(contentsOf: scalars[copied..<found.lowerBound])
            // An empty match right after another match does not count.
            if found.upperBound > copied || found.lowerBound == 0 {
                result.append(contentsOf: inserted.unicodeScalars)
            }
            copied = found.upperBound
            guard all else { break }
            guard result.count <= DockerfileLimits.expansionBytes else {
                throw SyntaxProblem(
                    .tooLarge,
                    "the expanded text is longer than \(DockerfileLimits.expansionBytes) bytes"
                )
            }
            search = max(found.upperBound, search + 1)
        }
        result.append(contentsOf: scalars[copied...])
        return String(result)
    }

    private func firstMatch(
        in scalars: [Unicode.Scalar],
        from start: Int,
        steps: inout Int
    ) throws(SyntaxProblem) -> Range<Int>? {
        for index in start...scalars.count {
            if let end = try Self.match(tokens[...], in: scalars[index...], longest: true, steps: &steps) {
                return index..<end
            }
        }
        return nil
    }

    /// Where the shortest or longest match that begins at the start of `text` ends; `nil` if none does.
    ///
    /// Follows all positions in the pattern at once, so the work is at most pattern × text.
    private static func match(
        _ tokens: ArraySlice<Token>,
        in text: ArraySlice<Unicode.Scalar>,
        longest: Bool,
        steps: inout Int
    ) throws(SyntaxProblem) -> Int? {
        var states = [Bool](repeating: false, count: tokens.count + 1)
        /// Enters a position, and the one after a star, since a star may match nothing.
        func enter(_ position: Int, _ states: inout [Bool]) {
            states[position] = true
            if position < tokens.count, tokens[tokens.startIndex + position] == .any { states[position + 1] = true }
        }
        enter(0, &states)
        var end: Int?
        var index = text.startIndex
        while true {
            if states[tokens.count] {
                end = index
                if !longest { return end }
            }
            guard index < text.endIndex else { return end }
            guard steps > tokens.count else {
                throw SyntaxProblem(.tooLarge, "patterns in ${…} take too many steps to match")
            }
            steps -= tokens.count + 1
            var following = [Bool](repeating: false, count: tokens.count + 1)
            var isAlive = false
            for position in 0..<tokens.count where states[position] {
                let token = tokens[tokens.startIndex + position]
                if token == .any, text[index] != "\n" {
                    enter(position, &following)
                    isAlive = true
                } else if token.matches(text[index]) {
                    enter(position + 1, &following)
                    isAlive = true
                }
            }
            guard isAlive else { return end }
            states = following
            index += 1
        }
    }

    /// Drops `$name`, `${name}` and turns `$$` into `$` (Go's `regexp.Expand` with no groups).
    private static func withoutGroupReferences(_ template: String) -> String {
        guard template.utf8.contains(.dollar) else { return template }
        var result = String.UnicodeScalarView()
        var rest = template.unicodeScalars[...]
        func isName(_ scalar: Unicode.Scalar) -> Bool {
            scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        }
        while let scalar = rest.popFirst() {
            guard scalar == "$" else {
                result.append(scalar)
                continue
            }
            if rest.first == "$" {
                rest.removeFirst()
                result.append("$")
                continue
            }
            let isBraced = rest.first == "{"
            let name = (isBraced ? rest.dropFirst() : rest).prefix(while: isName)
            let end = rest.index(rest.startIndex, offsetBy: name.count + (isBraced ? 1 : 0))
            if name.isEmpty || (isBraced && (end == rest.endIndex || rest[end] != "}")) {
                result.append("$")
                continue
            }
            rest = rest[end...].dropFirst(isBraced ? 1 : 0)
        }
        return String(result)
    }
}
