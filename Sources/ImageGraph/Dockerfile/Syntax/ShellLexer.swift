/// Expands variables and removes quotes as a shell would, in BuildKit's dialect.
///
/// Source: BuildKit's `frontend/dockerfile/shell/lex.go`. Supported are `$x`, `${x}` and, within braces, `:-` `-` `:+`
/// `+` `:?` `?` `#` `##` `%` `%%` `/` `//`. All that is special is ASCII, so this works on UTF-8 bytes.
struct ShellLexer {
    /// What an expansion gives.
    struct Expansion: Equatable {
        /// The whole text.
        var text: String
        /// The text split at white space outside quotes, expanded values included; empty unless it was asked for.
        var words: [String] = []
        /// Variables that were asked for and are not set.
        var unset: Set<String> = []
    }

    /// What all expansions of one job together may take.
    struct Budget {
        var bytes = DockerfileLimits.totalExpansionBytes
        var patternSteps = DockerfileLimits.patternSteps
    }

    var escape = UInt8.backslash
    /// Keep quotes in the result.
    var keepsQuotes = false
    /// Take quotes for plain characters, as in a heredoc.
    var ignoresQuotes = false
    /// Keep escape characters in the result.
    var keepsEscapes = false
    /// Leave expressions with unset variables as they are.
    var keepsUnset = false
    /// Take `${x:?}` of an unset variable for empty instead of an error, where its value may come from elsewhere.
    var toleratesUnset = false

    /// Expands `text`, looking up variables in `variables`.
    func expand(_ text: String, variables: [String: String]) throws(SyntaxProblem) -> Expansion {
        var budget = Budget()
        return try expand(text, variables: variables, budget: &budget)
    }

    /// Expands `text` and splits it into words.
    func split(_ text: String, variables: [String: String]) throws(SyntaxProblem) -> Expansion {
        var budget = Budget()
        return try expand(text, variables: variables, splits: true, budget: &budget)
    }

    /// Expands `text` and takes what that costs from `budget`.
    func expand(
        _ text: String,
        variables: [String: String],
        splits: Bool = false,
        budget: inout Budget
    ) throws(SyntaxProblem) -> Expansion {
        if !splits, isPlain(text) { return Expansion(text: text) }
        var pass = Pass(lexer: self, bytes: Array(text.utf8), variables: variables, splits: splits, budget: budget)
        let expanded = try pass.read(until: nil, keepsEscapes: keepsEscapes, depth: 0)
        budget = pass.budget
        return Expansion(
            text: String(decoding: expanded, as: UTF8.self),
            words: pass.words.finish(),
            unset: pass.unset
        )
    }

    /// Whether everything in `text` stands for itself.
    private func isPlain(_ text: String) -> Bool {
        // 0xEF may start a byte order mark, which is dropped.
        !text.utf8.contains {
            $0 == .dollar || $0 == .singleQuote || $0 == .doubleQuote || $0 == escape || $0 == 0xEF
        }
    }
}

extension ShellLexer {
    /// One pass over one text.
    struct Pass {
        let lexer: ShellLexer
        let bytes: [UInt8]
        let variables: [String: String]
        let splits: Bool
        var index = 0
        var unset: Set<String> = []
        var budget: Budget
        var words = WordCollector()
        private var outputBytes = 0

        init(lexer: ShellLexer, bytes: [UInt8], variables: [String: String], splits: Bool, budget: Budget) {
            self.lexer = lexer
            self.bytes = bytes
            self.variables = variables
            self.splits = splits
            self.budget = budget
            // A byte order mark in front is no part of the text (Go's text/scanner).
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        }

        var current: UInt8? { index < bytes.count ? bytes[index] : nil }

        /// Takes the whole character at the index.
        mutating func nextCharacter() -> ArraySlice<UInt8> {
            let start = index
            index += 1
            while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
            return bytes[start..<index]
        }

        /// Reads up to `stop`, which is consumed, or to the end of the text if there is none.
        mutating func read(
            until stop: UInt8?,
            keepsEscapes: Bool,
            depth: Int
        ) throws(SyntaxProblem) -> [UInt8] {
            guard depth <= DockerfileLimits.expansionDepth else {
                throw SyntaxProblem(.tooLarge, "${…} is nested more than \(DockerfileLimits.expansionDepth) deep")
            }
            // Only the outermost text is split; what is nested is a value like any other.
            let splits = splits && depth == 0
            var text: [UInt8] = []
            while let byte = current {
                if byte == stop {
                    index += 1
                    return text
                }
                switch byte {
                case .dollar:
                    let value = try readDollar(keepsEscapes: keepsEscapes, depth: depth)
                    text += value
                    if splits { words.append(value[...]) }
                case .singleQuote where !lexer.ignoresQuotes:
                    let quoted = try readSingleQuoted()
                    text += quoted
                    if splits { words.appendRaw(quoted[...]) }
                case .doubleQuote where !lexer.ignoresQuotes:
                    let quoted = try readDoubleQuoted(keepsEscapes: keepsEscapes, depth: depth)
                    text += quoted
                    if splits { words.appendRaw(quoted[...]) }
                case lexer.escape:
                    let start = text.count
                    index += 1
                    if keepsEscapes { text.append(byte) }
                    // An escape character at the end stands for nothing.
                    if current != nil { text += nextCharacter() }
                    if splits { words.appendRaw(text[start...]) }
                default:
                    let character = nextCharacter()
                    text += character
                    if splits { words.append(character) }
                }
            }
            if let stop {
                throw SyntaxProblem(.invalidExpansion, "the expression ends before its \(Unicode.Scalar(stop))")
            }
            return text
        }

        /// Counts what expansion produced against its bounds.
        mutating func charge(_ text: [UInt8]) throws(SyntaxProblem) -> [UInt8] {
            outputBytes += text.count
            guard outputBytes <= DockerfileLimits.expansionBytes else {
                throw SyntaxProblem(
                    .tooLarge,
                    "the expanded text is longer than \(DockerfileLimits.expansionBytes) bytes"
                )
            }
            guard text.count <= budget.bytes else {
                throw SyntaxProblem(.tooLarge, "variables in this file expand to too much text in all")
            }
            budget.bytes -= text.count
            return text
        }

        // MARK: Quotes

        private mutating func readSingleQuoted() throws(SyntaxProblem) -> ArraySlice<UInt8> {
            let start = index
            guard let end = bytes[(start + 1)...].firstIndex(of: .singleQuote) else {
                throw SyntaxProblem(.invalidExpansion, "a single quote is not closed")
            }
            index = end + 1
            return lexer.keepsQuotes ? bytes[start...end] : bytes[(start + 1)..<end]
        }

        private mutating func readDoubleQuoted(keepsEscapes: Bool, depth: Int) throws(SyntaxProblem) -> [UInt8] {
            var result: [UInt8] = lexer.keepsQuotes ? [.doubleQuote] : []
            index += 1
            while let byte = current {
                switch byte {
                case .doubleQuote:
                    index += 1
                    if lexer.keepsQuotes { result.append(byte) }
                    return result
                case .dollar:
                    result += try readDollar(keepsEscapes: keepsEscapes, depth: depth)
                case lexer.escape:
                    index += 1
                    if keepsEscapes { result.append(byte) }
                    guard let escaped = current else { continue }
                    if escaped == .doubleQuote || escaped == .dollar || escaped == lexer.escape {
                        index += 1
                        result.append(escaped)
                    } else {
                        result.append(byte)
                    }
                default:
                    index += 1
                    result.append(byte)
                }
            }
            throw SyntaxProblem(.invalidExpansion, "a double quote is not closed")
        }
    }

    /// Splits text into words at white space, as it is produced.
    struct WordCollector {
        private var word: [UInt8] = []
        private var words: [String] = []

        /// Adds text whose white space splits.
        mutating func append(_ text: ArraySlice<UInt8>) {
            var index = text.startIndex
            while index < text.endIndex {
                let space = GoSpace.length(in: text, at: index)
                if space > 0 {
                    flush()
                    index += space
                } else {
                    word.append(text[index])
                    index += 1
                }
            }
        }

        /// Adds what was quoted or escaped, where white space does not split.
        mutating func appendRaw(_ text: ArraySlice<UInt8>) { word += text }

        mutating func finish() -> [String] {
            flush()
            return words
        }

        private mutating func flush() {
            guard !word.isEmpty else { return }
            words.append(String(decoding: word, as: UTF8.self))
            word.removeAll(keepingCapacity: true)
        }
    }
}
