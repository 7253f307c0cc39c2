/// Classes and names of ASCII bytes, for the byte-wise readers of this module.
extension UInt8 {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let dot = UInt8(ascii: ".")
    static let hyphen = UInt8(ascii: "-")
    static let underscore = UInt8(ascii: "_")
    static let slash = UInt8(ascii: "/")
    static let colon = UInt8(ascii: ":")
    static let at = UInt8(ascii: "@")
    static let equals = UInt8(ascii: "=")
    static let hash = UInt8(ascii: "#")
    static let comma = UInt8(ascii: ",")
    static let less = UInt8(ascii: "<")
    static let backslash = UInt8(ascii: "\\")
    static let singleQuote = UInt8(ascii: "'")
    static let doubleQuote = UInt8(ascii: "\"")
    static let openBracket = UInt8(ascii: "[")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let dollar = UInt8(ascii: "$")
    static let percent = UInt8(ascii: "%")
    static let questionMark = UInt8(ascii: "?")
    static let closeBracket = UInt8(ascii: "]")

    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isLowercase: Bool { self >= 0x61 && self <= 0x7A }
    var isUppercase: Bool { self >= 0x41 && self <= 0x5A }
    var isLetter: Bool { isLowercase || isUppercase }
    var isAlphanumeric: Bool { isLetter || isDigit }
    var isLowerAlphanumeric: Bool { isLowercase || isDigit }
    var isWord: Bool { isAlphanumeric || self == .underscore }
    var isHexadecimal: Bool {
        isDigit || (self >= 0x61 && self <= 0x66) || (self >= 0x41 && self <= 0x46)
    }
    /// The uppercase form of an ASCII letter; any other byte as it is.
    var uppercased: UInt8 { isLowercase ? self & 0xDF : self }
    /// The lowercase form of an ASCII letter; any other byte as it is.
    var lowercased: UInt8 { isUppercase ? self | 0x20 : self }
}
