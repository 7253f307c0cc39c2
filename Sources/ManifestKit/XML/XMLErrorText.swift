import CExpat

/// Words for expat's error codes: its own are written for those who know XML's grammar.
enum XMLErrorText {
    /// What is wrong.
    ///
    /// - Parameters:
    ///   - rest: the file from the error's place on.
    ///   - before: what stands before it.
    static func reason(_ code: XML_Error, at rest: ArraySlice<UInt8>, after before: ArraySlice<UInt8>) -> String {
        if code == XML_ERROR_INVALID_TOKEN { return unexpected(rest.first, after: before) }
        return texts[code.rawValue] ?? String(cString: XML_ErrorString(code))
    }

    private static func unexpected(_ byte: UInt8?, after before: ArraySlice<UInt8>) -> String {
        switch byte {
        case _ where before.suffix(2).elementsEqual("--".utf8): "'--' within a comment"
        case UInt8(ascii: ">")? where before.suffix(2).elementsEqual("]]".utf8): "']]>' within text (write ]]&gt;)"
        case UInt8(ascii: "<")?: "'<' cannot stand here (write &lt; for the character)"
        case (0x20...0x7E)? where before.last == UInt8(ascii: "="): "an attribute's value must be in quotes"
        case (0x20...0x7E)? where before.last == UInt8(ascii: "&"):
            "'&' begins a reference (write &amp; for the character)"
        case let byte? where (0x21...0x7E).contains(byte): "'\(Character(Unicode.Scalar(byte)))' cannot stand here"
        case let byte? where byte >= 0x80:
            "a character that cannot stand here, or bytes that are not in the file's encoding"
        case 0x20?, 0x09?, 0x0A?, 0x0D?: "white space cannot stand here"
        case nil: "a character that cannot stand here"
        default: "a character that XML does not allow"
        }
    }

    private static let texts: [UInt32: String] = Dictionary(
        uniqueKeysWithValues: [
            (XML_ERROR_NO_MEMORY, "there is not enough memory to read it"),
            (XML_ERROR_SYNTAX, "what stands here is neither an element nor a declaration that belongs here"),
            (XML_ERROR_NO_ELEMENTS, "the file ends before its root element begins"),
            (XML_ERROR_UNCLOSED_TOKEN, "what begins here does not end before the file does"),
            (XML_ERROR_PARTIAL_CHAR, "the file ends within a character"),
            (XML_ERROR_TAG_MISMATCH, "the end tag does not match the start tag"),
            (XML_ERROR_DUPLICATE_ATTRIBUTE, "an attribute is given twice"),
            (XML_ERROR_JUNK_AFTER_DOC_ELEMENT, "something follows the end of the root element"),
            (XML_ERROR_PARAM_ENTITY_REF, "a parameter entity cannot be referred to here"),
            (XML_ERROR_UNDEFINED_ENTITY, "an entity that is not declared"),
            (XML_ERROR_RECURSIVE_ENTITY_REF, "an entity contains itself"),
            (XML_ERROR_ASYNC_ENTITY, "an element that begins in an entity must end in it"),
            (XML_ERROR_BAD_CHAR_REF, "a character reference to no character"),
            (XML_ERROR_BINARY_ENTITY_REF, "a reference to an entity that is not text"),
            (XML_ERROR_ATTRIBUTE_EXTERNAL_ENTITY_REF, "an attribute refers to an entity outside of the file"),
            (XML_ERROR_MISPLACED_XML_PI, "the XML declaration must be the very first thing in the file"),
            (XML_ERROR_UNKNOWN_ENCODING, "unsupported encoding"),
            (XML_ERROR_INCORRECT_ENCODING, "the file is not in the encoding that it declares"),
            (XML_ERROR_UNCLOSED_CDATA_SECTION, "a CDATA section does not end before the file does"),
            (XML_ERROR_XML_DECL, "the XML declaration is wrong"),
            (XML_ERROR_PUBLICID, "a public identifier has a character in it that is not allowed there"),
        ].map { ($0.0.rawValue, $0.1) }
    )
}
