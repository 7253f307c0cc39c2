import Foundation
import ManifestKit
import Testing

@testable import RebuildPlanning

struct CheckMessageTests {
    @Test("A loop is printed whole, with the line of each need")
    func loop() async throws {
        let files = [
            "images.yml": CheckTree.list + "\n  - {name: lab/c, repo: app, dockerfile: C}",
            "app/C": "FROM lab/app:candidate\n", "lib/base/Dockerfile": "\nFROM lab/c:candidate\n",
        ]
        try await CheckTree.withTree(files) { tree in
            let report = try await tree.check(git: false)
            let loops = report.findings.filter { $0.code == "cycle" }.map { tree.relative($0.description) }
            #expect(
                loops == [
                    "lib/base/Dockerfile:2:1: error: images need each other in a loop: "
                        + "lab/base → lab/c → lab/app → lab/base (lab/base needs lab/c (lib/base/Dockerfile:2); "
                        + "lab/c needs lab/app (app/C:1); lab/app needs lab/base (app/Dockerfile:1))"
                ]
            )
        }
    }

    @Test("Missing labels are all named, those of components and ancestors too")
    func labels() async throws {
        let declared = CheckTree.labels().replacing("LABEL org.label-schema.name=$org_label_schema_name\n", with: "")
        try await CheckTree.withTree(["app/Dockerfile": "FROM lab/base:candidate\n" + declared]) { tree in
            let found = try await tree.check().findings.map { tree.relative($0.description) }
            #expect(
                found == [
                    "app/Dockerfile:1:1: warning: the image's stage lacks ARG org_opencord_component_lib_vcs_ref, "
                        + "org_opencord_component_lib_vcs_url, org_opencord_component_lib_version; "
                        + "LABEL org.label-schema.name, org.opencord.component.lib.vcs-ref, "
                        + "org.opencord.component.lib.vcs-url, org.opencord.component.lib.version "
                        + "(imagebuilder labels the image all the same, other builders do not)"
                ]
            )
        }
    }

    @Test("Ignored files are counted, and the first ones named")
    func ignoredFiles() async throws {
        let files = Dictionary(uniqueKeysWithValues: (1...7).map { ("app/\($0).o", "x") })
        let all = files.merging(["app/.gitignore": "*.o\n"]) { first, _ in first }
        try await CheckTree.withTree(all) { tree in
            let found = try await tree.check().findings.map(\.message)
            #expect(
                found == [
                    "the context of 'lab/app' holds 7 files ('1.o', '2.o', '3.o', '4.o', '5.o', …) that git ignores, "
                        + "so it is never clean"
                ]
            )
        }
    }
}

struct CheckReportTests {
    private static let report = CheckReport(
        [
            Diagnostic(
                .unpinnedBase,
                file: "/t/tree/b c/Ä:1",
                line: 7,
                column: 3,
                message: "w"
            ),
            Diagnostic(
                .dockerfile,
                file: "/t/tree/a",
                line: 2,
                message: "m",
                hint: "h"
            ),
            Diagnostic(.notFound, file: "/t/x.yml", message: "n"),
            Diagnostic(.notFound, file: "/t/x.yml", message: "n"),
        ],
        imageCount: 4
    )

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("Findings are sorted, told once, and placed at a column")
    func order() {
        #expect(
            Self.report.findings.map(\.description) == [
                "/t/tree/a:2:1: error: m (h)", "/t/tree/b c/Ä:1:7:3: warning: w", "/t/x.yml: error: n",
            ]
        )
        #expect(Self.report.errorCount == 2)
        #expect(Self.report.warningCount == 1)
    }

    @Test("JSON")
    func json() throws {
        let document = try object(Self.report.json())
        #expect(document["version"] as? Int == 1)
        #expect(document["summary"] as? [String: Int] == ["errors": 2, "warnings": 1, "images": 4])
        let findings = try #require(document["findings"] as? [[String: Any]])
        #expect(findings.count == 3)
        #expect(Set(findings[0].keys) == ["severity", "code", "file", "line", "column", "message", "hint"])
        #expect(Set(findings[2].keys) == ["severity", "code", "file", "message"])
    }

    /// The shape that the standard demands: 3.13 (log), 3.14 (run), 3.27 (result), 3.29 (physical location).
    @Test("SARIF 2.1.0")
    func sarif() throws {
        let log = try object(Self.report.sarif(base: "/t/tree", version: "1.2.3"))
        #expect(log["version"] as? String == "2.1.0")
        #expect((log["$schema"] as? String)?.hasSuffix("/sarif-schema-2.1.0.json") == true)
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["name"] as? String == "imagebuilder")
        #expect(driver["semanticVersion"] as? String == "1.2.3")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        for rule in rules {
            for key in ["shortDescription", "help"] {
                #expect(((rule[key] as? [String: String])?["text"] ?? "").isEmpty == false)
            }
        }
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.map { $0["level"] as? String } == ["error", "warning", "error"])
        #expect(results.map { ($0["message"] as? [String: String])?["text"] } == ["m (h)", "w", "n"])
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        }
        let places = try results.map { result in
            let location = try #require((result["locations"] as? [[String: Any]])?.first)
            return try #require(location["physicalLocation"] as? [String: Any])
        }
        let artifacts = places.map { $0["artifactLocation"] as? [String: String] }
        #expect(
            artifacts == [
                ["uri": "a", "uriBaseId": "%SRCROOT%"], ["uri": "b%20c/%C3%84%3A1", "uriBaseId": "%SRCROOT%"],
                ["uri": "file:///t/x.yml"],
            ]
        )
        let regions = places.map { $0["region"] as? [String: Int] }
        #expect(regions == [["startLine": 2, "startColumn": 1], ["startLine": 7, "startColumn": 3], nil])
    }

    struct Address: Sendable {
        let base: String
        let path: String
        let uri: String
    }

    /// RFC 3986, 4.2 and 5.2.4; RFC 8089.
    @Test(arguments: [
        Address(base: ".", path: "a/b", uri: "a/b"),
        Address(base: ".", path: "./a//b/../c", uri: "a/c"),
        Address(base: "..", path: "x.yml", uri: "here/x.yml"),
        Address(base: "..", path: "../lib/x", uri: "lib/x"),
        Address(base: ".", path: "../lib/x", uri: "file:///up/lib/x"),
        Address(base: "/up", path: "/upper/x", uri: "file:///upper/x"),
        Address(base: "/", path: "x?y#z%", uri: "up/here/x%3Fy%23z%25"),
        Address(base: ".", path: ".", uri: "."),
    ])
    func addresses(_ example: Address) {
        let addresses = FileAddress(base: example.base, currentFolder: "/up/here")
        #expect(addresses.address(of: example.path).uri == example.uri)
    }
}
