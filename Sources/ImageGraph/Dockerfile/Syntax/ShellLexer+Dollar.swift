extension ShellLexer.Pass {
    /// Reads `$name` or `${…}`, and gives what it stands for.
    mutating func readDollar(keepsEscapes: Bool, depth: Int) throws(SyntaxProblem) -> [UInt8] {
        let start = index
        index += 1
        guard current == .openBrace else {
            let name = readName()
            if name.isEmpty { return [.dollar] }
            guard let value = lookUp(name) else { return lexer.keepsUnset ? Array(bytes[start..<index]) : [] }
            return try charge(Array(value.utf8))
        }
        index += 1
        guard let first = current else { throw missingBrace }
        guard first != .openBrace, first != .closeBrace, first != .colon else {
            throw SyntaxProblem(.invalidExpansion, "bad substitution: ${ must be followed by a variable name")
        }
        let name = readName()
        guard let modifier = current else { throw missingBrace }
        index += 1
        switch modifier {
        case .closeBrace:
            guard let value = lookUp(name) else { return lexer.keepsUnset ? Array(bytes[start..<index]) : [] }
            return try charge(Array(value.utf8))
        case .colon:
            guard let second = current else { throw missingBrace }
            index += 1
            return try readModified(name, modifier: second, emptyIsUnset: true, depth: depth)
        case UInt8(ascii: "+"), .hyphen, .questionMark, .hash, .percent:
            return try readModified(name, modifier: modifier, emptyIsUnset: false, depth: depth)
        case .slash:
            return try readReplacement(name, depth: depth)
        default:
            throw unsupported(modifier)
        }
    }

    /// Reads the word after a modifier, and applies it.
    private mutating func readModified(
        _ name: String,
        modifier: UInt8,
        emptyIsUnset: Bool,
        depth: Int
    ) throws(SyntaxProblem) -> [UInt8] {
        let isPattern = modifier == .hash || modifier == .percent
        let word = try read(until: .closeBrace, keepsEscapes: isPattern, depth: depth + 1)
        let value = lookUp(name)
        if lexer.keepsUnset, value == nil {
            return try charge(
                Array("${\(name)".utf8) + (emptyIsUnset ? [.colon] : []) + [modifier] + word + [.closeBrace]
            )
        }
        let isSet = value != nil && !(emptyIsUnset && value == "")
        switch modifier {
        case .hyphen: return isSet ? try charge(Array((value ?? "").utf8)) : word
        case UInt8(ascii: "+"): return isSet ? word : []
        case .questionMark:
            if !isSet, !(lexer.toleratesUnset && value == nil) {
                let reason = value == nil ? "must be set" : "must not be empty"
                throw SyntaxProblem(
                    .invalidExpansion,
                    "\(name): \(word.isEmpty ? reason : String(decoding: word.prefix(200), as: UTF8.self))",
                    hint: "set it with a build argument or give it a default"
                )
            }
            return try charge(Array((value ?? "").utf8))
        case .hash, .percent:
            let isLongest = word.first == modifier
            let pattern = try ShellPattern(String(decoding: isLongest ? word[1...] : word[...], as: UTF8.self))
            let rest =
                modifier == .hash
                ? try pattern.droppingPrefix(of: value ?? "", longest: isLongest, steps: &budget.patternSteps)
                : try pattern.droppingSuffix(of: value ?? "", longest: isLongest, steps: &budget.patternSteps)
            return try charge(Array(rest.utf8))
        default:
            throw unsupported(modifier)
        }
    }

    /// Reads `/pattern/replacement}` or `//pattern/replacement}`, and applies it.
    private mutating func readReplacement(_ name: String, depth: Int) throws(SyntaxProblem) -> [UInt8] {
        let replacesAll = current == .slash
        if replacesAll { index += 1 }
        let pattern = try read(until: .slash, keepsEscapes: true, depth: depth + 1)
        let replacement = try read(until: .closeBrace, keepsEscapes: true, depth: depth + 1)
        let value = lookUp(name)
        if lexer.keepsUnset, value == nil {
            return try charge(Array("${\(name)/".utf8) + pattern + [.slash] + replacement + [.closeBrace])
        }
        let compiled = try ShellPattern(String(decoding: pattern, as: UTF8.self))
        let result = try compiled.replacing(
            in: value ?? "",
            with: String(decoding: replacement, as: UTF8.self),
            all: replacesAll,
            steps: &budget.patternSteps
        )
        return try charge(Array(result.utf8))
    }

    // MARK: Names

    /// Reads a variable name: letters, digits and underscores; or digits alone; or one special parameter.
    private mutating func readName() -> String {
        guard let first = current else { return "" }
        let start = index
        if "@*#?-$!".utf8.contains(first) {
            index += 1
        } else if isDigit() {
            while isDigit() { _ = nextCharacter() }
        } else {
            while isDigit() || isLetter() || current == .underscore { _ = nextCharacter() }
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private func isDigit() -> Bool {
        guard let byte = current else { return false }
        return byte < 0x80 ? byte.isDigit : scalar()?.properties.generalCategory == .decimalNumber
    }

    /// Whether a letter of any script comes next (Go's `unicode.IsLetter`).
    private func isLetter() -> Bool {
        guard let byte = current else { return false }
        if byte < 0x80 { return byte.isLetter }
        return switch scalar()?.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    private func scalar() -> Unicode.Scalar? {
        String(decoding: bytes[index...].prefix(4), as: UTF8.self).unicodeScalars.first
    }

    private mutating func lookUp(_ name: String) -> String? {
        if let value = variables[name] { return value }
        unset.insert(name)
        return nil
    }

    // MARK: Problems

    private var missingBrace: SyntaxProblem { SyntaxProblem(.invalidExpansion, "a ${ is not closed") }

    private func unsupported(_ modifier: UInt8) -> SyntaxProblem {
        let shown = modifier < 0x80 ? String(Unicode.Scalar(modifier)) : "?"
        return SyntaxProblem(.invalidExpansion, "unsupported modifier \(shown) in ${…}")
    }
}
