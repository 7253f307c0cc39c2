import Foundation
import ManifestKit
import Testing

/// What expat, which git-repo reads with, takes and refuses; and where we say the error is.
@Suite("XML")
struct XMLTests {
    @Test(arguments: refused)
    func refuses(_ sample: ManifestCase) throws { try sample.check() }

    private static let head = "<remote name='o' fetch='https://h'/><default remote='o' revision='main'/>"

    static let refused: [ManifestCase] = [
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

    @Test("Encodings are read as declared, or as the first bytes say")
    func encodings() throws {
        let body = "<manifest>\(Self.head)<project name='ü'/></manifest>"
        let samples: [(text: String, encoding: String.Encoding)] = [
            (body, .utf8), ("\u{FEFF}\(body)", .utf8),
            ("<?xml version='1.0' encoding='utf-8'?>\(body)", .utf8),
            ("<?xml version='1.0' encoding='UTF-16'?>\(body)", .utf16),
            ("\u{FEFF}\(body)", .utf16LittleEndian), ("\u{FEFF}\(body)", .utf16BigEndian),
            (body, .utf16LittleEndian), (body, .utf16BigEndian),
            ("<?xml version='1.0' encoding='UTF-16LE'?>\(body)", .utf16LittleEndian),
            ("<?xml version='1.0' encoding='ISO-8859-1'?>\(body)", .isoLatin1),
            ("<?xml version='1.0' encoding='latin1'?>\(body)", .isoLatin1),
        ]
        for (text, encoding) in samples {
            #expect(try names(#require(text.data(using: encoding))) == ["ü"], "\(text) \(encoding)")
        }
        let plain = "<manifest>\(Self.head)<project name='u'/></manifest>"
        for name in ["us-ascii", "ascii", "utf8"] {
            #expect(try names(Data("<?xml version='1.0' encoding='\(name)'?>\(plain)".utf8)) == ["u"])
        }
    }

    @Test("Processing instructions are passed over, wherever they stand")
    func instructions() throws {
        let text = """
            <?xml version='1.0'?><?p?><!DOCTYPE manifest [<?p?><!ENTITY e "?p?">]><?p data?>
            <manifest><?p?>\(Self.head)<!--<?p--><project name='a?>'><?p
            >?></project><![CDATA[<?p]]></manifest><?p?>
            """
        #expect(try names(Data(text.utf8)) == ["a?>"])
    }

    @Test(
        "Bytes that are not in the encoding are refused, in names too",
        arguments: [
            ("<manifest><a", "b/></manifest>"), ("<manifest a", "b='c'/>"), ("<manifest a='", "'/>"),
            ("<manifest>", "</manifest>"), ("<manifest><!--", "--></manifest>"), ("<manifest><?p ", "?></manifest>"),
        ],
        [[0xC3], [0xFF], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] as [[UInt8]]
    )
    func invalidBytes(around: (before: String, after: String), _ bytes: [UInt8]) {
        let data = Data(around.before.utf8) + Data(bytes) + Data(around.after.utf8)
        let error = #expect(throws: InputError.self) { try names(data) }
        #expect(error?.diagnostics.map(\.code) == ["malformed-xml"])
    }

    @Test("Internal entities, character references and CDATA")
    func entities() throws {
        let text = """
            <!DOCTYPE manifest [<!ENTITY e "ab"><!ENTITY f "x&e;y">]>
            <manifest>\(Self.head)<![CDATA[<project name='no'/>]]><project name='&f;&#x21;&lt;'/></manifest>
            """
        #expect(try names(Data(text.utf8)) == ["xaby!<"])
    }

    /// Python's minidom gives the same for each.
    @Test(
        "Document types, entities and namespaces, as git-repo has them",
        arguments: [
            ("<!DOCTYPE m SYSTEM '/nowhere.dtd'>", "<project name='a'/>", ["a"]),
            ("<!DOCTYPE m [<!ENTITY e '<project name=\"a\"/>'>]>", "&e;<project name='b'/>", ["a", "b"]),
            ("<!DOCTYPE m [<!ENTITY e '<?p?><!--x-->'>]>", "&e;<project name='a'/>", ["a"]),
            ("<!DOCTYPE m [<!ENTITY e '&#60;?p?>'>]>", "&e;<project name='a'/>", ["a"]),
            ("<!DOCTYPE m [<!ENTITY f 'x&e;y'><!ENTITY e 'b'>]>", "<project name='&f;'/>", ["xby"]),
            ("<!DOCTYPE m [<!ENTITY e 'a'><!ENTITY e 'b'>]>", "<project name='&e;'/>", ["a"]),
            // Parameter entities are not read, nor what is declared behind one; then nothing is called undeclared.
            ("<!DOCTYPE m [<!ENTITY % p '<!ENTITY e \"x\">'>%p;<!ENTITY f 'y'>]>", "<project name='1&e;&f;'/>", ["1"]),
            ("<!DOCTYPE m SYSTEM 'x'>", "&u;<project name='a&u;'/>", ["a"]),
            // Defaults are not attributes, but types are known.
            ("<!DOCTYPE m [<!ATTLIST project path CDATA '..'>]>", "<project name='a'/>", ["a"]),
            ("<!DOCTYPE m [<!ATTLIST project name NMTOKENS #IMPLIED>]>", "<project name=' a  b\n'/>", ["a b"]),
            ("<!DOCTYPE m [<!ATTLIST remote xmlns:x CDATA 'u'>]>", "<project name='a'/>", ["a"]),
            ("", "<p:a xmlns:p='u' p:b='' b='' xml:lang='d'/><project name='a'/>", ["a"]),
            ("", "<p:project xmlns:p='u' name='a'/><project xmlns='v' name='b'/>", ["b"]),
            ("", "<a xmlns:p='u'><a xmlns:p='v'><p:b/></a><p:c/></a><project name='a'/>", ["a"]),
            ("", "<project name='a' xmlns:xml='http://www.w3.org/XML/1998/namespace'/>", ["a"]),
            ("<?xml version='1.1'?>", "<project name='a'/>", ["a"]),
        ]
    )
    func documents(prolog: String, body: String, projects: [String]) throws {
        #expect(try names(Data("\(prolog)<manifest>\(Self.head)\(body)</manifest>".utf8)) == projects)
    }

    @Test("Attributes have places in every encoding, and behind line ends of every kind")
    func attributePlaces() throws {
        let text = "\u{FEFF}<manifest><!--ü😀--><project\r\n  name = 'a>\nü'\r path=\"..\"/></manifest>"
        for encoding in [String.Encoding.utf8, .utf16LittleEndian, .utf16BigEndian] {
            let tree = try TemporaryTree()
            try tree.write(#require(text.data(using: encoding)), to: "m.xml")
            let error = #expect(throws: InputError.self) {
                try RepoManifest.load(file: "\(tree.path)/m.xml", includeRoot: tree.path, manifestURL: nil)
            }
            let found = error?.diagnostics.map { ManifestCase.summary($0, below: tree.path) }
            #expect(found == ["m.xml:4:2 illegal-path", "m.xml:1:20 no-remote"])
        }
    }

    @Test("What an entity brings is where its reference stands")
    func entityPlaces() throws {
        let text = """
            <!DOCTYPE m [<!ENTITY e "
              <project
                path='..' name='a'/>">]>
            <manifest>\(Self.head)
            <notice>n</notice> &e;</manifest>
            """
        try ManifestCase("", "our rule", text: text, .errors([".repo/manifest.xml:5:20 illegal-path"])).check()
    }

    @Test("Whatever stands between the tags of an element is its content")
    func content() throws {
        for content in [" ", "<!---->", "<?p?>", "<a/>", "<![CDATA[x]]>", "&#65;"] {
            #expect(try names(Data("<manifest>\(Self.head)<notice>\(content)</notice></manifest>".utf8)) == [])
        }
        let empty = "<manifest>\(Self.head)<notice><![CDATA[]]></notice></manifest>"
        let error = #expect(throws: InputError.self) { try names(Data(empty.utf8)) }
        #expect(error?.diagnostics.map(\.code) == ["empty-element"])
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

    @Test("Line ends of every kind are spaces in attributes; written as references they are kept, and refused")
    func attributeSpace() throws {
        let text = "<manifest>\(Self.head)\r\n<project name='a\r\nb'/></manifest>"
        #expect(try names(Data(text.utf8)) == ["a b"])
    }
}
