/// Reads one file, line by line; comments and blank lines go, continued lines are joined.
struct DockerfileParser {
    var lines: PhysicalLines
    let file: String
    var directives = DirectiveReader()
    var escape = UInt8.backslash
    var instructions: [InstructionSyntax] = []
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

    private mutating func readInstruction(_ logical: LogicalLine) throws(DockerfileError) -> InstructionSyntax {
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
