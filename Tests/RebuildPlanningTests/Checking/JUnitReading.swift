import Foundation
import FoundationXML

/// A JUnit report, as Foundation's reader of XML has it.
struct JUnitReading {
    struct Malformed: Error {}

    let tests: [String]
    let failures: Int
    /// What the report itself says of them.
    let counted: Int
    let texts: [String]

    init(_ text: String) throws {
        let document = try XMLDocument(xmlString: text)
        func elements(_ path: String) throws -> [XMLElement] {
            try document.nodes(forXPath: path).compactMap { $0 as? XMLElement }
        }
        guard let suite = try elements("/testsuites/testsuite").first,
            let counted = Int(suite.attribute(forName: "failures")?.stringValue ?? "")
        else { throw Malformed() }
        tests = try elements("/testsuites/testsuite/testcase").compactMap { $0.attribute(forName: "name")?.stringValue }
        failures = try elements("//testcase/failure").count
        texts = try elements("//testcase/*").compactMap(\.stringValue)
        self.counted = counted
    }
}
