import Foundation

/// How all JSON is written: by sorted keys, so that the same value is the same text and two can be compared line by line.
public enum JSONText {
    /// The JSON of a value. Characters that act on a screen are escaped, which a reader of JSON does not notice.
    ///
    /// - Parameter isPretty: one member a line. Default: yes.
    public static func encode(_ value: some Encodable, isPretty: Bool = true) throws(EncodingError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        do {
            return escaped(try encoder.encode(value))
        } catch let error as EncodingError {
            throw error
        } catch {
            throw .invalidValue(value, .init(codingPath: [], debugDescription: "\(error)"))
        }
    }

    /// The encoder escapes no more than JSON asks for: the line feeds left are its own, and the rest stands in strings.
    private static func escaped(_ json: Data) -> String {
        let text = String(decoding: json, as: UTF8.self)
        // The first bytes of all that acts on a screen; most documents have none of them.
        guard json.contains(where: { $0 == 0x7f || $0 == 0xc2 || $0 == 0xd8 || $0 == 0xe2 }) else { return text }
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar != "\n", VisibleText.acts(scalar) {
                let digits = String(scalar.value, radix: 16)
                let zeros = String(repeating: "0", count: 4 - digits.count)
                escaped.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
            } else {
                escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
