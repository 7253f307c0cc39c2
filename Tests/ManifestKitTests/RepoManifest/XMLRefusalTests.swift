import Foundation
import ManifestKit
import Testing

/// What no XML parser takes: the places are those of Python's expat 2.5, which git-repo reads with, where the case does
/// not say otherwise.
@Suite("XML that is refused")
struct XMLRefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let document: [UInt8]
        /// `LINE:COLUMN`, both from 1.
        let place: String
        let reason: String

        init(_ document: String, _ place: String, _ reason: String) {
            self.init(Array(document.utf8), place, reason)
        }

        /// - Parameter expat: expat's own place, where a person has to look elsewhere.
        init(_ document: String, _ place: String, expat: String, _ reason: String) {
            self.init(document, place, reason)
        }

        init(_ document: [UInt8], _ place: String, _ reason: String) {
            (self.document, self.place, self.reason) = (document, place, reason)
        }

        var testDescription: String { String(decoding: document, as: UTF8.self) }
    }

    @Test(arguments: ends + tokens + references + names + encodings)
    func refuses(_ sample: Case) throws {
        let tree = try TemporaryTree()
        try tree.write(Data(sample.document), to: "m.xml")
        let file = "\(tree.path)/m.xml"
        let error = #expect(throws: InputError.self) {
            try RepoManifest.load(file: file, includeRoot: tree.path, manifestURL: nil)
        }
        #expect(error?.description == "\(file):\(sample.place): error: not well-formed XML: \(sample.reason)")
        #expect(error?.diagnostics.map(\.code) == ["malformed-xml"])
    }

    private static let notEnded = "what begins here does not end before the file does"
    private static let noRoot = "the file ends before its root element begins"
    private static let noElement = "what stands here is neither an element nor a declaration that belongs here"
    private static let follows = "something follows the end of the root element"

    /// Documents that end too early or too late.
    static let ends: [Case] = [
        Case("", "1:1", "the file is empty"),
        Case(" \n ", "2:2", noRoot),
        Case("text", "1:1", noElement),
        Case("<!DOCTYPE manifest [", "1:21", noRoot),
        Case("<manifest", "1:1", notEnded),
        Case("<manifest>\n<a b='c", "2:1", notEnded),
        Case("<manifest><!-- ", "1:11", notEnded),
        Case("<manifest><?p", "1:11", notEnded),
        Case("<manifest><![CDATA[ x", "1:22", "a CDATA section does not end before the file does"),
        Case("<manifest>\n<project name='a'>\n", "2:1", expat: "3:1", "<project> is not closed"),
        Case("<manifest><a>\n</a></manifest", "2:5", notEnded),
        Case(
            "<manifest>\n</manifests>",
            "2:1",
            expat: "2:3",
            "the end tag does not match the start tag, <manifest> at line 1"
        ),
        Case("<manifest/>\n\n<more/>", "3:1", follows),
        Case("<manifest/>\n text", "2:2", follows),
        Case("<manifest/><?xml version='1.0'?>", "1:12", follows),
        Case("<manifest></manifest></manifest>", "1:23", "'/' cannot stand here"),
    ]

    private static let declaration = "the XML declaration must be the very first thing in the file"

    static let tokens: [Case] = [
        Case(
            "<manifest>\n<project name='a'\n</manifest>",
            "3:1",
            "'<' cannot stand here (write &lt; for the character)"
        ),
        Case("<manifest a='<'/>", "1:14", "'<' cannot stand here (write &lt; for the character)"),
        Case("<manifest a='<?p?>'/>", "1:14", "'<' cannot stand here (write &lt; for the character)"),
        Case("<manifest a=1/>", "1:13", "an attribute's value must be in quotes"),
        Case("<manifest a/>", "1:12", "'/' cannot stand here"),
        Case("<manifest a='1'b='2'/>", "1:16", "'b' cannot stand here"),
        Case("<manifest>\n<project name='a' name='b'/></manifest>", "2:19", "an attribute is given twice"),
        Case("<manifest>\n <1/>", "2:3", "'1' cannot stand here"),
        Case("<manifest><!x></manifest>", "1:13", "'x' cannot stand here"),
        Case("<manifest><!-- a -- b --></manifest>", "1:20", "'--' within a comment"),
        Case("<manifest>\n ]]></manifest>", "2:4", "']]>' within text (write ]]&gt;)"),
        Case("<manifest><? p?></manifest>", "1:13", "white space cannot stand here"),
        Case("<manifest>\u{1}</manifest>", "1:11", "a character that XML does not allow"),
        Case("<manifest a='\0'/>", "1:14", "a character that XML does not allow"),
        Case("\0\0\0<manifest/>", "1:1", "a character that XML does not allow"),
        Case("<manifest>ü<b x='\u{1}'/></manifest>", "1:18", "a character that XML does not allow"),
        Case(
            "<manifest\u{A0}a=''/>",
            "1:10",
            "a character that cannot stand here, or bytes that are not in the file's encoding"
        ),
        Case("<manifest>\n<?xml version='1.0'?></manifest>", "2:1", declaration),
        Case(" <?xml version='1.0'?><manifest/>", "1:2", declaration),
        Case("<?xml version='1.0' standalone='maybe'?><manifest/>", "1:33", "the XML declaration is wrong"),
        Case(
            "<!DOCTYPE m PUBLIC '{' 'x'>\n<manifest/>",
            "1:21",
            "a public identifier has a character in it that is not allowed there"
        ),
    ]

    static let references: [Case] = [
        Case("<manifest>& </manifest>", "1:12", "'&' begins a reference (write &amp; for the character)"),
        Case("<manifest>&x</manifest>", "1:13", "'<' cannot stand here (write &lt; for the character)"),
        Case("<manifest>&#0;</manifest>", "1:11", "a character reference to no character"),
        Case("<manifest>&#xD800;</manifest>", "1:11", "a character reference to no character"),
        Case("<manifest>\n&e;</manifest>", "2:1", "an entity that is not declared"),
        Case("<manifest>\n<project name='a&b;'/></manifest>", "2:1", "an entity that is not declared"),
        Case(
            "<?xml version='1.0' standalone='yes'?><!DOCTYPE m SYSTEM 'x'><manifest>&u;</manifest>",
            "1:72",
            "an entity that is not declared"
        ),
        Case(
            "<!DOCTYPE m [<!ENTITY e '&e;'>]>\n<manifest>&e;</manifest>",
            "1:25",
            expat: "2:11",
            "entities are nested deeper than 16, or within themselves"
        ),
        Case(
            "<!DOCTYPE m [<!ENTITY e '<a>'>]><manifest>\n &e;</a></manifest>",
            "2:2",
            "an element that begins in an entity must end in it"
        ),
        Case(
            "<!DOCTYPE m [<!ENTITY e '<a></b>'>]><manifest>\n &e;</manifest>",
            "2:2",
            "the end tag does not match the start tag, <a> at line 2"
        ),
        Case(
            "<!DOCTYPE m [<!ENTITY e SYSTEM 'x'>]>\n<manifest a='&e;'/>",
            "2:14",
            "an attribute refers to an entity outside of the file"
        ),
        Case(
            "<!DOCTYPE m [<!NOTATION n SYSTEM 'n'><!ENTITY e SYSTEM 'x' NDATA n>]>\n<manifest>&e;</manifest>",
            "2:11",
            "a reference to an entity that is not text"
        ),
        Case(
            "<!DOCTYPE m [<!ENTITY % p 'x'>\n<!ENTITY e '%p;'>]><manifest/>",
            "2:13",
            "a parameter entity cannot be referred to here"
        ),
    ]

    /// Names that namespaces make wrong; expat stands at the tag, or behind the colon.
    static let names: [Case] = [
        Case("<manifest>\n <x:a/></manifest>", "2:2", "the prefix \"x\" is not declared"),
        Case("<manifest>\n <a x:b='c'/></manifest>", "2:5", expat: "2:2", "the prefix \"x\" is not declared"),
        Case("<manifest><a xmlns:p='u'/><p:b/></manifest>", "1:27", "the prefix \"p\" is not declared"),
        Case("<xmlns:manifest/>", "1:1", "the prefix \"xmlns\" is not declared"),
        Case("<manifest><a:b:c/></manifest>", "1:11", expat: "1:15", "a ':' out of place in the name \"a:b:c\""),
        Case("<manifest><:a/></manifest>", "1:11", expat: "1:12", "a ':' out of place in the name \":a\""),
        Case("<manifest><a:1/></manifest>", "1:11", expat: "1:14", "a ':' out of place in the name \"a:1\""),
        Case("<manifest a:=''/>", "1:11", expat: "1:13", "a ':' out of place in the name \"a:\""),
        Case("<manifest xmlns:p=''/>", "1:11", expat: "1:1", "a prefix is declared to mean nothing"),
        Case("<manifest xmlns:xml='u'/>", "1:11", expat: "1:1", "the prefix xml cannot be declared"),
        Case("<manifest xmlns:xmlns='u'/>", "1:11", expat: "1:1", "the prefix xmlns cannot be declared"),
        Case(
            "<manifest xmlns='http://www.w3.org/2000/xmlns/'/>",
            "1:11",
            expat: "1:1",
            "the namespace http://www.w3.org/2000/xmlns/ is reserved"
        ),
        Case(
            "<manifest xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
            "1:11",
            expat: "1:1",
            "the namespace http://www.w3.org/XML/1998/namespace is reserved"
        ),
        Case("<manifest xmlns='u v'/>", "1:11", expat: "1:1", "a namespace's name has a space in it"),
        Case(
            "<manifest xmlns:p='u' xmlns:q='u' p:a='' q:a=''/>",
            "1:42",
            expat: "1:1",
            "an attribute is given twice, by two prefixes"
        ),
        Case(
            "<manifest><?a:b?></manifest>",
            "1:11",
            expat: "1:14",
            "the name of a processing instruction has a ':' in it"
        ),
        Case(
            "<!DOCTYPE m [<!ENTITY a:b 'x'>]><manifest/>",
            "1:27",
            expat: "1:23",
            "the name of an entity has a ':' in it"
        ),
        // Only the fifth edition of XML 1.0 allows it.
        Case(
            "<manifest><\u{10000}/></manifest>",
            "1:12",
            "a character that cannot stand here, or bytes that are not in the file's encoding"
        ),
    ]

    private static let notDecoded = "a character that cannot stand here, or bytes that are not in the file's encoding"

    static let encodings: [Case] = [
        Case("<?xml version='1.0' encoding='x-no'?><manifest/>", "1:31", "unsupported encoding \"x-no\""),
        Case(
            "<?xml version='1.0' encoding='UTF-16'?><manifest/>",
            "1:31",
            "the file is not in the encoding that it declares"
        ),
        Case("<?xml version='1.0' encoding='US-ASCII'?><manifest a='ü'/>", "1:55", notDecoded),
        // Python knows the name, and looks at each byte by itself.
        Case("<?xml version='1.0' encoding='utf8'?><manifest a='ü'/>", "1:51", notDecoded),
        Case(Array("<manifest>\n<a".utf8) + [0xFF] + Array("/></manifest>".utf8), "2:3", notDecoded),
        Case(Array("<manifest>\n<a b='".utf8) + [0xED, 0xA0, 0x80] + Array("'/></manifest>".utf8), "2:7", notDecoded),
        // A byte order mark is no column.
        Case("\u{FEFF}\u{FEFF}<manifest/>", "1:1", notDecoded),
        Case([0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00], "1:1", notEnded),
        Case([0xFF, 0xFE, 0x3C], "1:1", notEnded),
        Case(Array("<\0?\0".utf8), "1:1", notEnded),
        Case(Array("<\0m\0a\0=\0".utf8), "1:4", "a character that cannot stand here"),
    ]
}
