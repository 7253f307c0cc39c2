/// Encodings of one byte a character that documents name and expat does not know by that name.
///
/// It knows UTF-8, UTF-16, ISO-8859-1 and US-ASCII. git-repo also takes whatever else Python knows with one byte a
/// character; of those only other names for the same encodings are known here.
enum XMLEncodings {
    /// The character of each byte, -1 for a byte that is none; `nil` for an encoding that is not known.
    static func characters(of name: String) -> [Int32]? {
        switch name.lowercased() {
        case "latin1", "latin-1", "iso8859-1", "iso8859_1": Array(0...255)
        // Python looks at 256 bytes of it one by one, so that only those of ASCII are characters.
        case "ascii", "utf8": (0...255).map { $0 < 0x80 ? $0 : -1 }
        default: nil
        }
    }
}
