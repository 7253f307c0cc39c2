import Foundation
import ManifestKit
import Testing

/// Documents that ask for more than any manifest is worth. Without bounds of our own each would take minutes, more
/// memory than there is, or the stack.
@Suite("XML within bounds")
struct XMLBoundsTests {
    private static let head = "<remote name='o' fetch='https://h'/><default remote='o' revision='main'/>"

    @discardableResult
    private func load(_ text: String) throws -> RepoManifest {
        let tree = try TemporaryTree(["m.xml": text])
        return try RepoManifest.load(file: "\(tree.path)/m.xml", includeRoot: tree.path, manifestURL: nil)
    }

    /// The message of the only error.
    private func refusal(_ text: String) -> String? {
        let error = #expect(throws: InputError.self) { try load(text) }
        #expect(error?.diagnostics.count == 1)
        return error?.diagnostics.first?.message
    }

    private static func chain(_ count: Int, _ value: (Int) -> String) -> String {
        (1..<count).map { "<!ENTITY e\($0) '\(value($0 - 1))'>" }.joined()
    }

    @Test("Entities that multiply, whether they hold text or nothing, in content, attributes and defaults")
    func entityBomb() {
        let expected = "not well-formed XML: entities could expand to more than 8 MiB"
        for leaf in ["aaaaaaaaaa", ""] {
            let entities =
                "<!ENTITY e0 '\(leaf)'>" + Self.chain(9) { String(repeating: "&e\($0);", count: 10) }
            for (more, body) in [
                ("", "<manifest>&e8;</manifest>"), ("", "<manifest a='&e8;'/>"),
                ("<!ATTLIST manifest a CDATA '&e8;'>", "<manifest/>"),
            ] {
                #expect(refusal("<!DOCTYPE m [\(entities)\(more)]>\(body)") == expected)
            }
        }
        // Those declared first refer to what is yet to come.
        let backwards = (0..<9).map { "<!ENTITY e\($0) '\(String(repeating: "&e\($0 + 1);", count: 10))'>" }.joined()
        #expect(refusal("<!DOCTYPE m [\(backwards)<!ENTITY e9 'a'>]><manifest>&e0;</manifest>") == expected)
    }

    @Test("One large entity, referred to often")
    func quadraticEntity() {
        let text = String(repeating: "a", count: 60_000)
        let references = String(repeating: "&e;", count: 1_000)
        #expect(
            refusal("<!DOCTYPE m [<!ENTITY e '\(text)'>]><manifest a='\(references)'/>")
                == "not well-formed XML: entities could expand to more than 8 MiB"
        )
        let elements = String(repeating: "<a/>", count: 15_000)
        #expect(
            refusal("<!DOCTYPE m [<!ENTITY e '\(elements)'>]><manifest>\(references)</manifest>")
                == "not well-formed XML: entities could expand to more than 8 MiB"
        )
    }

    @Test("A chain of entities, whose end expat would look for on the stack")
    func entityChain() throws {
        let expected = "not well-formed XML: entities are nested deeper than 16, or within themselves"
        func document(_ count: Int) -> String {
            "<!DOCTYPE m [<!ENTITY e0 'a'>\(Self.chain(count) { "&e\($0);" })]>"
                + "<manifest>\(Self.head)<project name='&e\(count - 1);'/></manifest>"
        }
        #expect(try load(document(16)).projects.map(\.name) == ["a"])
        #expect(refusal(document(17)) == expected)
        #expect(refusal(document(100_000)) == expected)
        #expect(refusal("<!DOCTYPE m [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><manifest/>") == expected)
    }

    @Test("Two names that are one Swift string are two entities")
    func equivalentNames() {
        let heavy = Self.chain(9) { String(repeating: "&e\($0);", count: 10) }
        let entities = "<!ENTITY e0 'a'>\(heavy)<!ENTITY \u{E9} '&e3;'><!ENTITY e\u{301} ''>"
        #expect(
            refusal("<!DOCTYPE m [\(entities)]><manifest>&\u{E9};</manifest>")
                == "not well-formed XML: entities could expand to more than 8 MiB"
        )
    }

    @Test("Many declarations")
    func declarations() {
        let entities = (0...256).map { "<!ENTITY e\($0) ''>" }.joined()
        let tooMany = "not well-formed XML: more than 256 entities, or 65536 bytes in them"
        #expect(refusal("<!DOCTYPE m [\(entities)]><manifest/>") == tooMany)
        #expect(refusal("<!DOCTYPE m [<!ENTITY e '\(String(repeating: "a", count: 65_537))'>]><manifest/>") == tooMany)
        let attributes = (0...256).map { "a\($0) CDATA ''" }.joined(separator: " ")
        #expect(
            refusal("<!DOCTYPE m [<!ATTLIST manifest \(attributes)>]><manifest/>")
                == "not well-formed XML: the document type declares more than 256 attributes"
        )
    }

    @Test("A long namespace, which every name would repeat")
    func longNamespace() throws {
        let uri = String(repeating: "u", count: 3 << 20)
        let attributes = (0..<50_000).map { " p:a\($0)=''" }.joined()
        #expect(try load("<manifest xmlns:p='\(uri)'>\(Self.head)<p:b\(attributes)/></manifest>").projects.isEmpty)
    }

    @Test("Elements and attributes beyond number")
    func nodes() {
        let expected = "the document has more than 500000 elements and attributes"
        #expect(refusal("<manifest>\(String(repeating: "<a b=''/>", count: 250_001))</manifest>") == expected)
    }

    @Test("The attributes of one element cost what as many elements would")
    func attributes() throws {
        // That of this thread: what others do meanwhile costs it nothing.
        func processorTime() -> Duration {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
        func duration(_ count: Int) throws -> Duration {
            let text = "<manifest>\(Self.head)<a\((0..<count).map { " a\($0)='\($0)'" }.joined())/></manifest>"
            let tree = try TemporaryTree(["m.xml": text])
            return try (0..<2).map { _ in
                let start = processorTime()
                _ = try RepoManifest.load(file: "\(tree.path)/m.xml", includeRoot: tree.path, manifestURL: nil)
                return processorTime() - start
            }.min() ?? .zero
        }
        // Ten times as many: a hundred times the cost, were each compared with each.
        #expect(try duration(60_000) < duration(6_000) * 40)
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
