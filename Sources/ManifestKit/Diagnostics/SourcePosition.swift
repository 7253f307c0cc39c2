/// A place in an input file.
public struct SourcePosition: Sendable, Hashable, CustomStringConvertible {
    /// The file as its reader was told to open it.
    public let file: String
    /// 1-based.
    public let line: Int
    /// 1-based, counted in Unicode scalars.
    public let column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `FILE:LINE:COLUMN`
    public var description: String { "\(file):\(line):\(column)" }
}
