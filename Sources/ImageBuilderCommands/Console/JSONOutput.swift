import Foundation

/// The JSON documents of the commands: sorted keys, so that two of them can be compared line by line.
enum JSONOutput {
    static func text(_ document: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }

    /// The Base64 form of a name that is no UTF-8, and so cannot be told as text; nil for one that is.
    static func base64(unlessText bytes: [UInt8]) -> String? {
        String(validating: bytes, as: UTF8.self) == nil ? Data(bytes).base64EncodedString() : nil
    }
}
