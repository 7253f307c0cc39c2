import Basics
import Yams

/// How all YAML is written: by sorted keys, and no line folded.
package enum YAMLText {
    /// The YAML of a value; its last line ended.
    ///
    /// - Throws: an error of the encoder's, for a value that YAML cannot hold.
    package static func encode(_ value: some Encodable) throws -> String {
        let encoder = YAMLEncoder()
        encoder.options.sortKeys = true
        encoder.options.allowUnicode = true
        encoder.options.width = -1
        let text = try encoder.encode(value)
        guard text.unicodeScalars.contains(where: { $0 != "\n" && VisibleText.acts($0) }) else { return text }
        // Then everything beyond ASCII is escaped, which a reader of YAML does not notice.
        encoder.options.allowUnicode = false
        return try encoder.encode(value)
    }
}
