/// Splits one joined line into keyword, flags and arguments.
///
/// Source: BuildKit's `splitCommand` and its table of line parsers.
struct InstructionReader {
    let escape: UInt8

    func read(_ source: LogicalLine) throws(SyntaxProblem) -> InstructionSyntax {
        try read(source, from: 0, isTrigger: false)
    }

    private func read(
        _ source: LogicalLine,
        from offset: Int,
        isTrigger: Bool
    ) throws(SyntaxProblem) -> InstructionSyntax {
        let line = GoSpace.trimming(source.bytes[offset...])
        let word = line.prefix { !GoSpace.isSeparator($0) }
        let keyword = String(decoding: word.map(\.uppercased), as: UTF8.self)
        let (flags, rest) = FlagReader.read(line.dropFirst(word.count).drop(while: GoSpace.isSeparator))
        let text = GoSpace.trimming(rest)

        var isJSON = false
        var trigger: InstructionSyntax?
        let arguments: [String]
        switch keyword {
        case "FROM", "EXPOSE":
            arguments = WordReader.separated(text)
        case "ARG":
            arguments = WordReader.quoted(text, escape: escape).map { String(decoding: $0, as: UTF8.self) }
        case "ENV", "LABEL":
            arguments = try WordReader.pairs(text, keyword: keyword, escape: escape)
        case "MAINTAINER", "STOPSIGNAL", "USER", "WORKDIR":
            arguments = Self.whole(text)
        case "ADD", "COPY", "VOLUME":
            arguments = try Self.json(text, isJSON: &isJSON) ?? WordReader.separated(text)
        case "CMD", "ENTRYPOINT", "RUN", "SHELL":
            arguments = try Self.json(text, isJSON: &isJSON) ?? Self.whole(text)
        case "HEALTHCHECK":
            arguments = try Self.healthCheck(text, isJSON: &isJSON)
        case "ONBUILD":
            arguments = []
            if !text.isEmpty {
                // A trigger within a trigger is refused later; reading it no deeper keeps the stack flat.
                guard !isTrigger else {
                    throw SyntaxProblem(.invalidSyntax, "ONBUILD ONBUILD is not allowed")
                }
                trigger = try read(source, from: text.startIndex, isTrigger: true)
            }
        default:
            arguments = []
        }
        return InstructionSyntax(
            keyword: keyword,
            flags: flags,
            arguments: arguments,
            isJSON: isJSON,
            source: source,
            argumentsOffset: text.startIndex,
            trigger: trigger
        )
    }

    private static func whole(_ text: ArraySlice<UInt8>) -> [String] {
        text.isEmpty ? [] : [String(decoding: text, as: UTF8.self)]
    }

    private static func json(_ text: ArraySlice<UInt8>, isJSON: inout Bool) throws(SyntaxProblem) -> [String]? {
        switch JSONForm.read(text) {
        case .strings(let strings):
            isJSON = true
            return strings
        case .otherElements:
            throw SyntaxProblem(.invalidSyntax, "an array in JSON form may hold strings only")
        case .notJSON:
            return nil
        }
    }

    /// `NONE`, or `CMD` and a command in either form.
    private static func healthCheck(
        _ text: ArraySlice<UInt8>,
        isJSON: inout Bool
    ) throws(SyntaxProblem) -> [String] {
        let isSpace = { (byte: UInt8) -> Bool in
            byte == .space || (byte >= 0x09 && byte <= 0x0D) || byte == 0x85 || byte == 0xA0
        }
        let kind = text.prefix { !isSpace($0) }
        guard !kind.isEmpty else { return [] }
        let command = text.dropFirst(kind.count).drop(while: isSpace)
        let words = command.isEmpty ? [] : try json(command, isJSON: &isJSON) ?? whole(command)
        return [String(decoding: kind, as: UTF8.self)] + words
    }
}
