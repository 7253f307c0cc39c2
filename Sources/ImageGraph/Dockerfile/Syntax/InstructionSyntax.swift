/// One instruction as its syntax has it: split into words as BuildKit splits it, nothing checked or expanded yet.
///
/// ``Instruction`` is what it means.
struct InstructionSyntax: Hashable, Sendable {
    /// The keyword, in capitals: `FROM`.
    let keyword: String
    /// The leading `--name=value` words, quotes and escapes resolved.
    let flags: [String]
    /// The words after the flags.
    ///
    /// Their shape is the instruction's own: `FROM` has one word each, `RUN` in shell form one word in all, `ENV` and
    /// `LABEL` three a pair (key, value, separator: `=`, or empty in the old form), `ONBUILD` none (see ``trigger``).
    let arguments: [String]
    /// Whether the arguments were a JSON array of strings.
    let isJSON: Bool
    /// The documents that follow the instruction, in order.
    var heredocs: [Heredoc] = []
    /// The first physical line, from 1.
    var line: Int { source.startLine }
    /// The last physical line, heredocs included.
    var endLine: Int
    /// The whole instruction on one line, without comments and continuation characters.
    var text: String { String(decoding: source.bytes, as: UTF8.self) }

    let source: LogicalLine
    /// Where in the source the arguments start, after the flags.
    let argumentsOffset: Int
    // An array, because a value cannot hold one of its own type.
    private let triggers: [InstructionSyntax]

    /// The instruction that `ONBUILD` carries, as the parser of the whole file sees it.
    var trigger: InstructionSyntax? { triggers.first }

    init(
        keyword: String,
        flags: [String],
        arguments: [String],
        isJSON: Bool,
        source: LogicalLine,
        argumentsOffset: Int,
        trigger: InstructionSyntax? = nil
    ) {
        self.keyword = keyword
        self.flags = flags
        self.arguments = arguments
        self.isJSON = isJSON
        self.endLine = source.endLine
        self.source = source
        self.argumentsOffset = argumentsOffset
        self.triggers = trigger.map { [$0] } ?? []
    }

    /// Whether BuildKit looks for `<<NAME` in it: `ADD`, `COPY` and `RUN`, as triggers too, but not in JSON form.
    var canHaveHeredocs: Bool {
        let carrier = keyword == "ONBUILD" ? trigger ?? self : self
        return ["ADD", "COPY", "RUN"].contains(carrier.keyword) && !carrier.isJSON
    }
}
