import Basics
internal import SystemPackage

/// What git may do to content on its way between a blob and the disk: gitattributes(5).
enum Conversion: Int, Comparable {
    /// The bytes on disk are the blob's.
    case nothing
    /// Line ends may differ, and nothing else.
    case lineEnds
    /// A filter, an encoding, `$Id$`, or what is not known.
    case anything

    static func < (left: Conversion, right: Conversion) -> Bool { left.rawValue < right.rawValue }

    /// The most bytes of a file of rules that are read.
    private static let limit = 1024 * 1024

    /// What the rules in a file may bring; `nil` where there is no such file.
    init?(rulesIn file: FilePath) {
        guard let (bytes, _) = contents(of: file, limit: Self.limit) else {
            if FileSignature(path: file) == nil { return nil }
            self = .anything
            return
        }
        self.init(rules: bytes)
    }

    /// The rules are not interpreted: whatever could be one that converts counts as one. A macro may stand for any.
    init(rules: [UInt8]) {
        let text = String(decoding: rules, as: UTF8.self)
        if ["filter", "ident", "working-tree-encoding", "[attr]"].contains(where: text.contains) {
            self = .anything
        } else if ["text", "crlf", "eol"].contains(where: text.contains) {
            self = .lineEnds
        } else {
            self = .nothing
        }
    }
}
