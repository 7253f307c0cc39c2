/// What a pattern says that cannot be read as one; the reader of the ignore file adds file and line.
struct PatternFault: Error, Hashable {
    let message: String
}

/// A regular expression as a tree.
///
/// How deep it gets is bounded by ``RegexParser/maximumDepth``.
indirect enum RegexNode: Hashable, Sendable {
    enum Assertion: Hashable, Sendable {
        case start, end, wordBoundary, noWordBoundary
    }

    case scalar(ScalarSet)
    case assertion(Assertion)
    case sequence([RegexNode])
    case choice([RegexNode])
    case repetition(RegexNode, minimum: Int, maximum: Int?)
}

/// Reads the part of Go's regular expressions (https://pkg.go.dev/regexp/syntax, without flags) that an ignore pattern can
/// become.
///
/// A pattern is translated into such an expression by the tools that own the format, letter by letter, and some letters
/// that are special there are not protected: `|`, `{2}`, `^`, `\d`, `[[:alpha:]]`. They mean in an ignore file what they
/// mean in the expression, so the expression has to be read as Go reads it. Unicode classes (`\pL`) are refused.
struct RegexParser {
    /// The translation never nests groups; this only keeps the recursion bounded whatever comes.
    static let maximumDepth = 4
    /// Go's own bound on `{n}`.
    static let maximumRepeat = 1000

    private var rest: ArraySlice<UInt32>

    static func parse(_ scalars: [Unicode.Scalar]) throws(PatternFault) -> RegexNode {
        var parser = RegexParser(rest: scalars.map(\.value)[...])
        let node = try parser.choice(depth: 0)
        guard parser.rest.isEmpty else { throw PatternFault(message: "it has a ')' too many") }
        return node
    }

    private func at(_ scalar: Unicode.Scalar, offset: Int = 0) -> Bool {
        rest.dropFirst(offset).first == scalar.value
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard at(scalar) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func choice(depth: Int) throws(PatternFault) -> RegexNode {
        guard depth <= Self.maximumDepth else { throw PatternFault(message: "it nests too deeply") }
        var branches: [RegexNode] = []
        repeat {
            branches.append(.sequence(try sequence(depth: depth)))
        } while skip("|")
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence(depth: Int) throws(PatternFault) -> [RegexNode] {
        var nodes: [RegexNode] = []
        var afterRepetition = false
        while let scalar = rest.first, !at("|"), !at(")") {
            if let (minimum, maximum) = try repetition() {
                guard !afterRepetition else { throw PatternFault(message: "it repeats a repetition") }
                guard let last = nodes.popLast() else { throw PatternFault(message: "it repeats nothing") }
                nodes.append(.repetition(last, minimum: minimum, maximum: maximum))
                afterRepetition = true
                continue
            }
            afterRepetition = false
            switch Unicode.Scalar(scalar) {
            case "(":
                rest.removeFirst()
                nodes.append(try choice(depth: depth + 1))
                guard skip(")") else { throw PatternFault(message: "a ')' is missing") }
            case "[": nodes.append(.scalar(try characterClass()))
            case "\\": nodes += try escape()
            case ".": nodes.append(.scalar(take(.anyButLineFeed)))
            case "^": nodes.append(.assertion(take(.start)))
            case "$": nodes.append(.assertion(take(.end)))
            default: nodes.append(.scalar(take(ScalarSet(scalar))))
            }
        }
        return nodes
    }

    private mutating func take<Value>(_ value: Value) -> Value {
        rest.removeFirst()
        return value
    }

    /// `*`, `+`, `?`, `{n}`, `{n,}` or `{n,m}`, each with an optional `?` behind it; nil for anything else, also for a
    /// brace that begins no count: that is an ordinary letter.
    private mutating func repetition() throws(PatternFault) -> (minimum: Int, maximum: Int?)? {
        let count: (Int, Int?)
        if skip("*") {
            count = (0, nil)
        } else if skip("+") {
            count = (1, nil)
        } else if skip("?") {
            count = (0, 1)
        } else if at("{"), let braces = bracedCount() {
            let maximum = braces.maximum ?? braces.minimum
            guard max(braces.minimum, maximum) <= Self.maximumRepeat, braces.minimum <= maximum else {
                throw PatternFault(message: "a repetition count is out of range (0 to \(Self.maximumRepeat))")
            }
            rest = rest.dropFirst(braces.length)
            count = (braces.minimum, braces.maximum)
        } else {
            return nil
        }
        _ = skip("?")
        return count
    }

    private func bracedCount() -> (minimum: Int, maximum: Int?, length: Int)? {
        var tail = rest.dropFirst()
        guard let minimum = Self.number(&tail) else { return nil }
        var maximum: Int? = minimum
        if tail.first == ("," as Unicode.Scalar).value {
            tail = tail.dropFirst()
            if tail.first == ("}" as Unicode.Scalar).value {
                maximum = nil
            } else {
                guard let number = Self.number(&tail) else { return nil }
                maximum = number
            }
        }
        guard tail.first == ("}" as Unicode.Scalar).value else { return nil }
        return (minimum, maximum, rest.count - tail.count + 1)
    }

    /// A decimal number without leading zeros; anything above the bound counts as one above it.
    private static func number(_ tail: inout ArraySlice<UInt32>) -> Int? {
        let digits = tail.prefix { (0x30...0x39).contains($0) }
        guard let first = digits.first, first != 0x30 || digits.count == 1 else { return nil }
        tail = tail.dropFirst(digits.count)
        return digits.reduce(0) { min($0 * 10 + Int($1 - 0x30), maximumRepeat + 1) }
    }
}

// MARK: - Escapes and classes

extension RegexParser {
    private mutating func escape() throws(PatternFault) -> [RegexNode] {
        guard let letter = rest.dropFirst().first else { throw PatternFault(message: "it ends in a single '\\'") }
        switch Unicode.Scalar(letter) {
        case "A": return [.assertion(takeEscape(.start))]
        case "z": return [.assertion(takeEscape(.end))]
        case "b": return [.assertion(takeEscape(.wordBoundary))]
        case "B": return [.assertion(takeEscape(.noWordBoundary))]
        case "Q": return quoted()
        default: break
        }
        var set = ScalarSet()
        if perlClass(into: &set) { return [.scalar(set)] }
        return [.scalar(ScalarSet(try escapedScalar()))]
    }

    private mutating func takeEscape<Value>(_ value: Value) -> Value {
        rest = rest.dropFirst(2)
        return value
    }

    /// `\Q…\E`: everything between is itself.
    private mutating func quoted() -> [RegexNode] {
        rest = rest.dropFirst(2)
        var nodes: [RegexNode] = []
        while let scalar = rest.first {
            if at("\\"), at("E", offset: 1) {
                rest = rest.dropFirst(2)
                break
            }
            nodes.append(.scalar(ScalarSet(scalar)))
            rest.removeFirst()
        }
        return nodes
    }

    private mutating func perlClass(into set: inout ScalarSet) -> Bool {
        guard at("\\"), let letter = rest.dropFirst().first else { return false }
        let isUpper = (0x41...0x5A).contains(letter)
        guard let named = ScalarSet.perlClass(isUpper ? letter + 0x20 : letter) else { return false }
        set.insert(named, complement: isUpper)
        rest = rest.dropFirst(2)
        return true
    }

    /// The one scalar that a `\` and what follows it stand for.
    private mutating func escapedScalar() throws(PatternFault) -> UInt32 {
        rest.removeFirst()
        guard let letter = rest.popFirst() else { throw PatternFault(message: "it ends in a single '\\'") }
        switch letter {
        case 0x30...0x37:
            // `\1` to `\7` alone would refer to a group, which Go does not have.
            guard letter == 0x30 || rest.first.map({ (0x30...0x37).contains($0) }) == true else { break }
            let digits = rest.prefix(2).prefix { (0x30...0x37).contains($0) }
            rest = rest.dropFirst(digits.count)
            return digits.reduce(letter - 0x30) { $0 * 8 + $1 - 0x30 }
        case 0x61: return 0x07  // \a
        case 0x66: return 0x0C  // \f
        case 0x6E: return 0x0A  // \n
        case 0x72: return 0x0D  // \r
        case 0x74: return 0x09  // \t
        case 0x76: return 0x0B  // \v
        case 0x78: if let value = hexadecimal() { return value }
        case 0x39, 0x38, 0x41...0x5A, 0x61...0x7A, 0x80...: break
        default: return letter
        }
        let name = Unicode.Scalar(letter).map { String(Character($0)) } ?? ""
        throw PatternFault(message: "it has an escape that means nothing: '\\\(name)'")
    }

    /// What follows `\x`: two digits, or any number of them in braces.
    private mutating func hexadecimal() -> UInt32? {
        func digit(_ scalar: UInt32) -> UInt32? {
            Unicode.Scalar(scalar).flatMap { Character($0).isASCII ? Character($0).hexDigitValue : nil }.map(
                UInt32.init
            )
        }
        guard skip("{") else {
            guard rest.count >= 2, let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
            else { return nil }
            return high * 16 + low
        }
        var value: UInt32 = 0
        var count = 0
        while let scalar = rest.popFirst() {
            if scalar == ("}" as Unicode.Scalar).value { return count > 0 ? value : nil }
            guard let next = digit(scalar) else { return nil }
            value = value * 16 + next
            count += 1
            guard value <= 0x10FFFF else { return nil }
        }
        return nil
    }

    private mutating func characterClass() throws(PatternFault) -> ScalarSet {
        rest.removeFirst()
        var set = ScalarSet()
        set.isNegated = skip("^")
        var isFirst = true
        while isFirst || !at("]") {
            isFirst = false
            if try posixClass(into: &set) || perlClass(into: &set) { continue }
            let low = try classScalar()
            var high = low
            if at("-"), rest.count >= 2, !at("]", offset: 1) {
                rest.removeFirst()
                high = try classScalar()
            }
            guard low <= high else { throw PatternFault(message: "a range in '[…]' runs backwards") }
            set.insert(low...high)
        }
        rest.removeFirst()
        return set
    }

    private mutating func classScalar() throws(PatternFault) -> UInt32 {
        if at("\\") { return try escapedScalar() }
        guard let scalar = rest.popFirst() else { throw PatternFault(message: "a '[' has no ']'") }
        return scalar
    }

    /// `[:name:]` or `[:^name:]` within a class.
    private mutating func posixClass(into set: inout ScalarSet) throws(PatternFault) -> Bool {
        guard at("["), at(":", offset: 1) else { return false }
        let inner = rest.dropFirst(2)
        let end = inner.indices.dropLast().first {
            inner[$0] == (":" as Unicode.Scalar).value && inner[$0 + 1] == ("]" as Unicode.Scalar).value
        }
        guard let end else { return false }
        let name = String(String.UnicodeScalarView(inner[..<end].compactMap(Unicode.Scalar.init)))
        let complement = name.hasPrefix("^")
        guard let named = ScalarSet.posixClasses[complement ? String(name.dropFirst()) : name] else {
            throw PatternFault(message: "it names a class that does not exist: '[:\(name):]'")
        }
        set.insert(named, complement: complement)
        rest = inner[(end + 2)...]
        return true
    }
}
