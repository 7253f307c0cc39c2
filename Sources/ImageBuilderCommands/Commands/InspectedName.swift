import Foundation

/// Names of files in the documents of `inspect`, which need not be text.
enum InspectedName {
    /// The Base64 form of a name that is no UTF-8, and so cannot be told as text; nil for one that is.
    static func base64(unlessText bytes: [UInt8]) -> String? {
        String(validating: bytes, as: UTF8.self) == nil ? Data(bytes).base64EncodedString() : nil
    }
}
