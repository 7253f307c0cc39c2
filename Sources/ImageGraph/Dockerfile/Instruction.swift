/// One instruction of a Dockerfile, split into words as BuildKit splits it, nothing expanded yet.
public struct Instruction: Hashable, Sendable {
    /// The keyword, in capitals: `FROM`.
    public let keyword: String
    /// The leading `--name=value` words, quotes and escapes resolved.
    public let flags: [String]
    /// The words after the flags.
    ///
    /// Their shape is the instruction's own: `FROM` has one word each, `RUN` in shell form one word in all, `ENV` and
    /// `LABEL` three a pair (key, value, separator: `=`, or empty in the old form), `ONBUILD` none (see ``trigger``).
    public let arguments: [String]
    /// Whether the arguments were a JSON array of strings.
    public let isJSON: Bool
    /// The documents that follow the instruction, in order.
    public internal(set) var heredocs: [Heredoc]
    /// The first physical line, from 1.
    public var line: Int { source.startLine }
    /// The last physical line, heredocs included.
    public internal(set) var endLine: Int
    /// The whole instruction on one line, without comments and continuation characters.
    public var text: String { String(decoding: source.bytes, as: UTF8.self) }

    /// The flags by name, once they are checked.
    var flagValues: [String: [String]] = [:]
    let source: LogicalLine
    /// Where in the source the arguments start, after the flags.
    let argumentsOffset: Int
    private let triggers: [Instruction]

    /// The instruction that `ONBUILD` carries.
    public var trigger: Instruction? { triggers.first }

    init(
        keyword: String,
        flags: [String],
        arguments: [String],
        isJSON: Bool,
        source: LogicalLine,
        argumentsOffset: Int,
        trigger: Instruction? = nil
    ) {
        self.keyword = keyword
        self.flags = flags
        self.arguments = arguments
        self.isJSON = isJSON
        self.heredocs = []
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

/// A document within a Dockerfile: `RUN <<EOF` … `EOF`.
public struct Heredoc: Hashable, Sendable {
    /// The word that ends it.
    public let name: String
    /// Whether variables in it are expanded: they are unless a part of the word was quoted.
    public let isExpanded: Bool
    /// Whether leading tabs are removed (`<<-`).
    public let removesTabs: Bool
    /// The lines between, as they stand in the file, line endings included.
    public internal(set) var content: String
}
