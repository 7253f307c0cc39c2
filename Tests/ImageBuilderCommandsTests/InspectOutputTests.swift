import Basics
import Foundation
import ImageGraph
import TestSupport
import Testing

@testable import ImageBuilderCommands

/// The JSON that `inspect` writes, against what docs/inspect.md promises.
struct InspectOutputTests {
    private func object(_ document: some Encodable) throws -> [String: Any] {
        let text = try JSONText.encode(document)
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("References: those that are none stand beside the others")
    func references() throws {
        let document = ReferenceDocument(["nginx:1", "Bad"])
        #expect(document.failures.count == 1)
        let json = try object(document)
        #expect(json["version"] as? Int == 1)
        let references = try #require(json["references"] as? [[String: Any]])
        #expect(
            references[0] as? [String: String] == [
                "input": "nginx:1", "domain": "docker.io", "path": "library/nginx", "tag": "1",
                "normalized": "docker.io/library/nginx:1", "familiar": "nginx:1",
            ]
        )
        #expect(Set(references[1].keys) == ["input", "error"])
    }

    @Test("Dockerfiles: stages, images, and why one cannot be read")
    func dockerfiles() async throws {
        try await withTemporaryFolder { temporary in
            let folder = URL(fileURLWithPath: temporary.root)
            try Data("FROM a:1 AS x\nFROM scratch\nCOPY --from=x / /\nCOPY --from=b / /\n".utf8)
                .write(to: folder.appendingPathComponent("good"))
            try Data("FROM a\nNO\n".utf8).write(to: folder.appendingPathComponent("bad"))
            let read = ["good", "bad", "none"].map { name in
                DockerfileInspection(file: folder.appendingPathComponent(name).path, options: ResolveOptions())
            }
            #expect(read.map { $0.error?.line } == [nil, 2, nil])
            let files = try #require(try object(DockerfileDocument(files: read))["files"] as? [[String: Any]])
            #expect(
                Set(files[0].keys) == [
                    "file", "target", "stages", "images", "arguments", "labels", "onBuild", "requiresBuildKit",
                ]
            )
            let stages = try #require(files[0]["stages"] as? [[String: Any]])
            #expect(stages.map { $0["reference"] as? String } == ["docker.io/library/a:1", nil])
            let images = try #require(files[0]["images"] as? [[String: Any]])
            #expect(images.map { $0["kind"] as? String } == ["FROM", "COPY --from"])
            #expect(
                images.map { $0["reference"] as? String } == ["docker.io/library/a:1", "docker.io/library/b:latest"]
            )
            #expect(images.map { $0["line"] as? Int } == [1, 4])
            for file in files.dropFirst() { #expect(Set(file.keys) == ["file", "error"]) }
        }
    }

    @Test("Contexts: types, modes, sizes, the largest folders, and names that are no text")
    func context() async throws {
        try await withTemporaryFolder { temporary in
            let folder = URL(fileURLWithPath: temporary.root)
            for (path, size) in [("a/b/one", 5), ("a/two", 2), ("c/three", 6), ("four", 100)] {
                let file = folder.appendingPathComponent(path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(repeating: 1, count: size).write(to: file)
                try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
            }
            try FileManager.default.createSymbolicLink(atPath: folder.path + "/l", withDestinationPath: "/x")
            #if os(Linux)
                let odd: [UInt8] = Array(folder.path.utf8) + [UInt8(ascii: "/"), 0x7A, 0xFF, 0]
                odd.withUnsafeBufferPointer {
                    $0.withMemoryRebound(to: CChar.self) { _ = mkdir($0.baseAddress!, 0o700) }
                }
            #endif
            let document = ContextDocument(
                try ContextWalker(root: folder.path).walk(),
                folder: "d",
                ignoreFile: nil,
                largest: 2
            )
            let json = try object(document)
            let entries = try #require(json["entries"] as? [[String: Any]])
            let one = try #require(entries.first { $0["path"] as? String == "a/b/one" })
            #expect(one["type"] as? String == "file")
            #expect(one["mode"] as? String == "0640")
            #expect(one["size"] as? Int == 5)
            #expect(entries.first { $0["path"] as? String == "l" }?["target"] as? String == "/x")
            #if os(Linux)
                #expect(entries.last?["path"] as? String == "z\u{FFFD}")
                #expect(entries.last?["pathBase64"] as? String == "ev8=")
            #endif
            #expect(document.largest?.map(\.path) == ["a", "c"])
            #expect(document.largest?.map(\.size) == [7, 6])
            #expect(document.largest?.map(\.entries) == [3, 1])
            #expect((json["summary"] as? [String: Int])?["size"] == 113)
        }
    }

    @Test("Tables: aligned, nothing cut, no white space at the ends, control characters shown")
    func table() {
        var table = TextTable([.left("NAME"), .right("SIZE"), .left("NOTE")])
        table.add(["a", "10", ""])
        table.add(["long\u{1B}[2J", "7", "x\ty "])
        #expect(
            table.text == """
                NAME           SIZE  NOTE
                a                10  -
                long\\u{1b}[2J     7  x\\u{9}y
                """
        )
    }
}
