import Foundation
import ManifestKit
import Testing

/// What expat, which git-repo reads with, takes and refuses; and where we say the error is.
@Suite("XML")
struct XMLTests {
    @Test(arguments: refused)
    func refuses(_ sample: ManifestCase) throws { try sample.check() }

    private static let head = "<remote name='o' fetch='https://h'/><default remote='o' revision='main'/>"

    private static func malformed(_ name: String, _ text: String, at place: String) -> ManifestCase {
        let expected = ".repo/manifest.xml:\(place) malformed-xml"
        return ManifestCase(name, "XML 1.0, as expat refuses it", text: text, .errors([expected]))
    }

    static let refused: [ManifestCase] = [
        malformed("Nothing", "", at: "1:1"),
        malformed("White space", " \n ", at: "1:1"),
        malformed("A tag that ends nowhere", "<manifest", at: "1:10"),
        malformed("An element that ends nowhere", "<manifest>\n<project name='a'>\n", at: "2:1"),
        malformed("The wrong end tag", "<manifest>\n</manifests>", at: "2:1"),
        malformed("Something after the end", "<manifest/>\n\n<more/>", at: "3:1"),
        malformed("An attribute twice", "<manifest>\n<project name='a' name='b'/></manifest>", at: "2:27"),
        malformed("An entity that is not declared", "<manifest>\n<project name='a&b;'/></manifest>", at: "2:20"),
        malformed("An attribute without quotes", "<manifest a=1/>", at: "1:13"),
        malformed("A tag before the last is not closed", "<manifest>\n<project name='a'\n</manifest>", at: "3:1"),
        malformed("A prefix that is not declared", "<manifest><x:y/></manifest>", at: "1:15"),
        malformed("A control character", "<manifest>\u{1}</manifest>", at: "1:11"),
        malformed("Two hyphens in a comment", "<manifest><!-- a -- b --></manifest>", at: "1:18"),
        malformed("An encoding that nobody knows", "<?xml version='1.0' encoding='x-no'?><manifest/>", at: "1:1"),
        .init(
            "Another root element",
            "C _ParseManifestXml",
            text: "\n<manifests/>",
            .errors([".repo/manifest.xml:2:1 no-manifest"])
        ),
        .init(
            "Elements nested without end",
            "our bound",
            text: String(repeating: "<manifest>", count: 200) + String(repeating: "</manifest>", count: 200),
            .errors([".repo/manifest.xml:1:641 too-deep"])
        ),
        .init(
            "The place of a tag over several lines, after a comment with tags in it",
            "people look where the tag starts",
            text: """
                <!DOCTYPE manifest [<!ENTITY e "v>">]>
                <manifest><!-- <project name="x"/>
                --><remote name='o' fetch='https://h'/>
                  <project
                     name='a'
                     path='..'
                  /></manifest>
                """,
            .errors([
                ".repo/manifest.xml:6:6 illegal-path", ".repo/manifest.xml:4:3 no-remote",
            ])
        ),
        .init(
            "Columns count characters, not bytes",
            "our rule",
            text: "<manifest><!-- üü --><project path='a'/></manifest>",
            .errors([".repo/manifest.xml:1:22 missing-attribute"])
        ),
    ]

    private func names(_ data: Data) throws -> [String] {
        let tree = try TemporaryTree()
        try tree.write(data, to: "m.xml")
        return try RepoManifest.load(file: "\(tree.path)/m.xml", includeRoot: tree.path, manifestURL: nil)
            .projects.map(\.name)
    }

    @Test("A byte order mark, UTF-16 and Latin-1 are read as declared")
    func encodings() throws {
        let body = "<manifest>\(Self.head)<project name='ü'/></manifest>"
        #expect(try names(Data("\u{FEFF}\(body)".utf8)) == ["ü"])
        #expect(try names(#require("<?xml version='1.0' encoding='UTF-16'?>\(body)".data(using: .utf16))) == ["ü"])
        let latin = "<?xml version='1.0' encoding='ISO-8859-1'?>\(body)"
        #expect(try names(#require(latin.data(using: .isoLatin1))) == ["ü"])
    }

    @Test("Processing instructions do not count, and do not end the process as they would in XMLParser")
    func instructions() throws {
        let text = """
            <?xml version='1.0'?><?p?><!DOCTYPE manifest [<?p?><!ENTITY e "?p?">]><?p data?>
            <manifest><?p?>\(Self.head)<!--<?p--><project name='a?>'><?p
            >?></project><![CDATA[<?p]]></manifest><?p?>
            """
        #expect(try names(Data(text.utf8)) == ["a?>"])
    }

    @Test(
        "Bad instructions, and entities that could bring them",
        arguments: [
            "\0\0\0<manifest/>", "<\0?\0", "<manifest>\0</manifest>", "<manifest><??></manifest>",
            "<manifest><? p?></manifest>", "<manifest><?p></manifest>", "<?p", "<?p?",
            "<manifest/><?xml version='1.0'?>", " <?xml version='1.0'?><manifest/>", "<manifest><?XML?></manifest>",
            "<manifest a='<?p?>'/>", "<!DOCTYPE m [<!ENTITY e '<?p?>'>]><manifest>&e;</manifest>",
            "<!DOCTYPE m [<!ENTITY e '&#60;?p?>'>]><manifest>&e;</manifest>",
            "<!DOCTYPE m [<!ENTITY e '&#x003c;?p?>'>]><manifest>&e;</manifest>",
            "<!DOCTYPE m [<!ENTITY % p '<!ENTITY e \"x\">'>%p;]><manifest>&e;</manifest>",
        ]
    )
    func badInstructions(_ text: String) {
        let error = #expect(throws: InputError.self) { try names(Data(text.utf8)) }
        #expect(error?.diagnostics.map(\.code) == ["malformed-xml"])
    }

    @Test("Bytes that are not in the encoding are refused, in names too, where XMLParser would trap")
    func invalidBytes() throws {
        for part in [[0xC3], [0xFF], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] as [[UInt8]] {
            for (before, after) in [
                ("<manifest><a", "b/></manifest>"), ("<manifest a", "b='c'/>"), ("<manifest a='", "'/>"),
            ] {
                let data = Data(before.utf8) + Data(part) + Data(after.utf8)
                let error = #expect(throws: InputError.self) { try names(data) }
                #expect(error?.diagnostics.map(\.code) == ["malformed-xml"])
            }
        }
        #expect(throws: InputError.self) { try names(Data("<?xml version='1.0' encoding='US-ASCII'?><ü/>".utf8)) }
        #expect(throws: InputError.self) { try names(Data([0xFF, 0xFE, 0x00, 0xD8, 0x3C, 0x00])) }
        #expect(throws: InputError.self) { try names(Data([0xFF, 0xFE, 0x3C])) }
    }

    @Test("Internal entities, character references and CDATA")
    func entities() throws {
        let text = """
            <!DOCTYPE manifest [<!ENTITY e "ab"><!ENTITY f "x&e;y">]>
            <manifest>\(Self.head)<![CDATA[<project name='no'/>]]><project name='&f;&#x21;&lt;'/></manifest>
            """
        #expect(try names(Data(text.utf8)) == ["xaby!<"])
    }

    @Test("A document type elsewhere is not read")
    func externalType() throws {
        let text = "<!DOCTYPE manifest SYSTEM '/nowhere.dtd'><manifest>\(Self.head)<project name='a'/></manifest>"
        #expect(try names(Data(text.utf8)) == ["a"])
    }

    @Test("External entities are not read")
    func externalEntity() throws {
        let tree = try TemporaryTree(["secret": "<project name='secret'/>"])
        let text = """
            <!DOCTYPE manifest [<!ENTITY e SYSTEM "file://\(tree.path)/secret">]>
            <manifest>\(Self.head)<project name='a'/>&e;</manifest>
            """
        #expect(try names(Data(text.utf8)) == ["a"])
    }

    @Test("Entities that expand without measure are refused")
    func entityBomb() throws {
        var declarations = "<!ENTITY e0 'aaaaaaaaaa'>"
        for level in 1...12 {
            let inner = String(repeating: "&e\(level - 1);", count: 10)
            declarations += "<!ENTITY e\(level) '\(inner)'>"
        }
        let text = "<!DOCTYPE manifest [\(declarations)]><manifest><project name='&e12;'/></manifest>"
        let error = #expect(throws: InputError.self) { try names(Data(text.utf8)) }
        #expect(error?.diagnostics.map(\.code) == ["malformed-xml"])
    }

    @Test("Line ends of every kind are spaces in attributes; written as references they are kept, and refused")
    func attributeSpace() throws {
        let text = "<manifest>\(Self.head)\r\n<project name='a\r\nb'/></manifest>"
        #expect(try names(Data(text.utf8)) == ["a b"])
    }

    @Test("A file past the bound, a folder")
    func unreadable() throws {
        let tree = try TemporaryTree()
        try tree.write(Data(repeating: 0x20, count: (8 << 20) + 1), to: "large.xml")
        func code(_ name: String) -> [String]? {
            let error = #expect(throws: InputError.self) {
                try RepoManifest.load(file: "\(tree.path)/\(name)", includeRoot: tree.path, manifestURL: nil)
            }
            return error?.diagnostics.map(\.code)
        }
        #expect(code("large.xml") == ["too-large"])
        #expect(code("") == ["not-a-file"])
        #expect(code("none") == ["not-found"])
    }
}
