/// Words for libxml2's error codes (`xmlParserErrors` in its `xmlerror.h`), which `XMLParser` reports without any.
enum XMLErrorText {
    static let documentEnd = 5
    static let wrongEndTag = 76
    static let notClosed = 77

    /// Codes that libxml2 itself calls warnings: an entity that may be declared in a document type which is not
    /// read, catalogue instructions, unusual `xml:lang` values and namespace names, an entity declared twice.
    static func isWarning(_ code: Int) -> Bool {
        [27, 93, 97, 98, 99, 100, 106, 107].contains(code)
    }

    static func message(_ code: Int) -> String {
        texts[code] ?? "error \(code)"
    }

    private static let texts: [Int: String] = [
        4: "no element found",
        5: "something follows the end of the root element, or an element is not closed",
        6: "hexadecimal character reference expected",
        7: "decimal character reference expected",
        8: "character reference to no character",
        9: "a character that XML does not allow, or bytes that are not in the declared encoding",
        26: "an entity that is not declared",
        31: "unknown encoding",
        32: "unsupported encoding",
        38: "'<' within an attribute's value (write &lt;)",
        39: "an attribute's value must be in quotes",
        40: "an attribute's value has no closing quote",
        41: "an attribute without a value",
        42: "an attribute is given twice",
        45: "a comment is not closed",
        46: "a processing instruction has no name",
        47: "a processing instruction is not closed",
        56: "the XML declaration does not start right",
        57: "the XML declaration is not closed",
        61: "the document type declaration is not closed",
        62: "']]>' within text",
        63: "a CDATA section is not closed",
        64: "the XML declaration must be the very first thing in the file",
        65: "white space expected between attributes",
        66: "an entity reference without a name",
        68: "a name expected (is the tag before closed?)",
        70: "'>' expected",
        72: "'<' expected",
        73: "a start tag is not closed with '>'",
        74: "'</' expected",
        75: "'=' expected after an attribute's name",
        76: "the end tag does not match the start tag",
        77: "an element is not closed before the file ends",
        80: "'--' within a comment",
        81: "the encoding's name is not allowed",
        87: "an entity contains itself",
        89: "entities refer to each other in a loop, or expand without measure",
        201: "a name prefix that is not declared",
    ]
}
