import Foundation

/// How all JSON is written: by sorted keys, so that the same value is the same text and two can be compared line by line.
public enum JSONText {
    /// - Parameter isPretty: one member a line. Default: yes.
    public static func encode(_ value: some Encodable, isPretty: Bool = true) throws(EncodingError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch let error as EncodingError {
            throw error
        } catch {
            throw .invalidValue(value, .init(codingPath: [], debugDescription: "\(error)"))
        }
    }
}
