/// The first pass over a Dockerfile: lines to instructions, with nothing but their syntax checked.
///
/// Source: BuildKit's `parser.Parse`.
struct DockerfileSyntax {
    var directives: [ParserDirective]
    /// The escape character, `\` or `` ` ``.
    var escape: UInt8
    var instructions: [Instruction]

    static func parse(_ bytes: [UInt8], file: String) throws(DockerfileError) -> DockerfileSyntax {
        guard bytes.count <= DockerfileLimits.fileBytes else {
            throw DockerfileError(
                file: file,
                code: .tooLarge,
                message: "the file is larger than \(DockerfileLimits.fileBytes) bytes"
            )
        }
        var parser = Parser(lines: PhysicalLines(bytes), file: file)
        return try parser.run()
    }
}

/// The physical lines of a file, one at a time.
private struct PhysicalLines {
    private let bytes: [UInt8]
    private var offset: Int
    /// The number of the line that was read last, from 1.
    private(set) var number = 0
    /// How many bytes of the first line were skipped as a byte order mark.
    private(set) var mark = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = 0
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            offset = 3
            mark = 3
        }
    }

    /// The next line with its line ending, or `nil` at the end of the file.
    mutating func next() throws(SyntaxProblem) -> ArraySlice<UInt8>? {
        guard offset < bytes.count else { return nil }
        let rest = bytes[offset...].prefix(DockerfileLimits.lineBytes)
        let line: ArraySlice<UInt8>
        if let end = rest.firstIndex(of: .newline) {
            line = rest[...end]
        } else if rest.endIndex == bytes.count, rest.count < DockerfileLimits.lineBytes {
            line = rest
        } else {
            throw SyntaxProblem(.tooLarge, "the line is longer than \(DockerfileLimits.lineBytes - 1) bytes")
        }
        offset = line.endIndex
        number += 1
        return line
    }
}

private struct Parser {
    var lines: PhysicalLines
    let file: String
    var directives = DirectiveReader()
    var escape = UInt8.backslash
    var instructions: [Instruction] = []
    var words = 0

    init(lines: PhysicalLines, file: String) {
        self.lines = lines
        self.file = file
    }

    mutating func run() throws(DockerfileError) -> DockerfileSyntax {
        while let first = try nextLine() {
            let content = GoSpace.trimmingStart(Self.withoutLineEnding(first))
            try readDirective(content)
            guard !content.isEmpty, content.first != .hash else { continue }
            let logical = try join(content, column: content.startIndex - first.startIndex + 1)
            guard let logical else { continue }
            let instruction = try readInstruction(logical)
            words += instruction.arguments.count + instruction.flags.count
            guard instructions.count < DockerfileLimits.instructions, words <= DockerfileLimits.words else {
                throw DockerfileError(
                    file: file,
                    line: instruction.line,
                    code: .tooLarge,
                    message: "the file has more than \(DockerfileLimits.instructions) instructions"
                        + " or \(DockerfileLimits.words) words"
                )
            }
            instructions.append(instruction)
        }
        guard !instructions.isEmpty else {
            throw DockerfileError(file: file, code: .empty, message: "the file has no instructions")
        }
        return DockerfileSyntax(directives: directives.directives, escape: escape, instructions: instructions)
    }

    private mutating func nextLine() throws(DockerfileError) -> ArraySlice<UInt8>? {
        do {
            return try lines.next()
        } catch {
            throw error.at(file, line: lines.number + 1)
        }
    }

    private mutating func readDirective(_ content: ArraySlice<UInt8>) throws(DockerfileError) {
        do throws(SyntaxProblem) {
            guard let directive = try directives.read(content, number: lines.number), directive.name == .escape else {
                return
            }
            switch directive.value {
            case "\\": escape = .backslash
            case "`": escape = UInt8(ascii: "`")
            default:
                throw SyntaxProblem(
                    .invalidDirective,
                    "the escape character is \"\(directive.value)\"",
                    hint: "it must be \\ or `"
                )
            }
        } catch {
            throw error.at(file, line: lines.number)
        }
    }

    /// Joins continuation lines; comment lines and blank lines between them are dropped.
    ///
    /// - Returns: `nil` if the line is nothing at all.
    private mutating func join(_ content: ArraySlice<UInt8>, column: Int) throws(DockerfileError) -> LogicalLine? {
        let mark = lines.number == 1 ? lines.mark : 0
        var logical = LogicalLine(startLine: lines.number, endLine: lines.number)
        var (piece, continues) = withoutContinuation(content)
        logical.append(piece, line: lines.number, column: column + mark)
        while continues, let line = try nextLine() {
            logical.endLine = lines.number
            let content = Self.withoutLineEnding(line)
            let visible = GoSpace.trimmingStart(content)
            if visible.isEmpty || visible.first == .hash { continue }
            (piece, continues) = withoutContinuation(content)
            logical.append(piece, line: lines.number, column: 1)
            guard logical.bytes.count <= DockerfileLimits.instructionBytes else {
                throw DockerfileError(
                    file: file,
                    line: logical.startLine,
                    code: .tooLarge,
                    message: "the instruction is longer than \(DockerfileLimits.instructionBytes) bytes"
                )
            }
        }
        return logical
    }

    /// Cuts a continuation character off the end of a line, with the blanks after it.
    ///
    /// After another escape character it continues nothing, however many there are.
    private func withoutContinuation(_ line: ArraySlice<UInt8>) -> (line: ArraySlice<UInt8>, continues: Bool) {
        var rest = line
        while let last = rest.last, last == .space || last == .tab { rest.removeLast() }
        guard rest.last == escape else { return (line, false) }
        rest.removeLast()
        return rest.last == escape ? (line, false) : (rest, true)
    }

    private static func withoutLineEnding(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = line
        while let last = rest.last, last == .newline || last == .carriageReturn { rest.removeLast() }
        return rest
    }

    private mutating func readInstruction(_ logical: LogicalLine) throws(DockerfileError) -> Instruction {
        do throws(SyntaxProblem) {
            var instruction = try InstructionReader(escape: escape).read(logical)
            guard instruction.canHaveHeredocs else { return instruction }
            for heredoc in try HeredocReader.announced(in: logical.bytes) {
                instruction.heredocs.append(try readHeredoc(heredoc))
                instruction.endLine = lines.number
            }
            return instruction
        } catch {
            throw error.at(file, line: logical.startLine)
        }
    }

    private mutating func readHeredoc(_ heredoc: Heredoc) throws(SyntaxProblem) -> Heredoc {
        let terminator = Array(heredoc.name.utf8)
        var content: [UInt8] = []
        while let line = try lines.next() {
            var possible = Self.withoutLineEnding(line)
            if heredoc.removesTabs { possible = possible.drop { $0 == .tab } }
            if possible.elementsEqual(terminator) {
                var complete = heredoc
                complete.content = String(decoding: content, as: UTF8.self)
                return complete
            }
            content.append(contentsOf: line)
        }
        throw SyntaxProblem(.invalidSyntax, "the heredoc \(heredoc.name) is not terminated")
    }
}
