import Basics
import Crypto
import Foundation
import GitProbe
import ImageGraph
import TestSupport
import Testing

@testable import RebuildPlanning

/// `docs/input-digest.md`, checked by writing its fields out and hashing the text.
struct InputDigestTests {
    private func hashed(_ fields: [String]) -> String {
        let text = fields.map { "\($0.utf8.count):\($0)" }.joined()
        return "sha256:" + SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
    }

    private let blob = String(repeating: "a", count: 40)
    private var id: ObjectID { get throws { try #require(ObjectID(blob)) } }

    @Test("the fields are those of the definition, in its order, whatever the order they are given in")
    func fields() throws {
        var digest = InputDigest()
        digest.addDockerfile(blob: try id)
        digest.addFile(ContextPath("bin/run"), mode: .executable, blob: try id)
        digest.addFile(ContextPath("über"), mode: .regular, blob: try id)
        digest.addArguments(["b": "2", "a": "1=1"])
        digest.addTarget("final")
        digest.addPlatform("linux/amd64")
        digest.addParents([(name: "lib", digest: "sha256:2"), (name: "base", digest: "sha256:1")])
        digest.addExternals([try ImageReference(parsing: "nginx:1.13"), try ImageReference(parsing: "busybox:1")])
        #expect(
            digest.finish()
                == hashed([
                    "imagebuilder input digest 1", "dockerfile \(blob)", "file 100755 \(blob) bin/run",
                    "file 100644 \(blob) über", "argument a=1=1", "argument b=2", "target final",
                    "platform linux/amd64", "parent base sha256:1", "parent lib sha256:2",
                    "external docker.io/library/busybox:1", "external docker.io/library/nginx:1.13",
                ])
        )
    }

    @Test("the modes of the disk follow the files")
    func modes() throws {
        var digest = InputDigest()
        digest.addDockerfile(blob: try id)
        digest.addFile(ContextPath("d/f"), mode: .regular, blob: try id)
        digest.addMode(0o755, of: ContextPath("d"))
        digest.addMode(0o4600, of: ContextPath("d/f"))
        digest.addTarget("final")
        #expect(
            digest.finish()
                == hashed([
                    "imagebuilder input digest 1", "dockerfile \(blob)", "file 100644 \(blob) d/f", "mode 0755 d",
                    "mode 4600 d/f", "target final",
                ])
        )
    }

    @Test("a vector that any program can compute")
    func vector() throws {
        var digest = InputDigest()
        // printf 'FROM scratch\n' | git hash-object --stdin
        digest.addDockerfile(blob: try #require(ObjectID("c35f1b5f5e29f0e2942c58a7e82005733977ebdd")))
        // The fields by printf, through sha256sum.
        #expect(digest.finish() == "sha256:9dbfdc142840bef8e8100217b4ad55b703c41894d74837416dc527e587623e91")
    }

    @Test("many files, more than a block, are hashed as one text")
    func manyFiles() throws {
        var digest = InputDigest()
        digest.addDockerfile(blob: try id)
        let names = (0..<5000).map { "folder/file\($0)" }.sorted {
            Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
        }
        for name in names { digest.addFile(ContextPath(name), mode: .regular, blob: try id) }
        let fields = ["imagebuilder input digest 1", "dockerfile \(blob)"] + names.map { "file 100644 \(blob) \($0)" }
        #expect(digest.finish() == hashed(fields))
    }

    @Test("a file on disk has the id that git gives it")
    func blobs() throws {
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let folder = URL(filePath: temporary.root)
        let file = folder.appending(path: "file")
        try Data("hello\n".utf8).write(to: file)
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "link").path,
            withDestinationPath: "hello\n"
        )
        // printf 'hello\n' | git hash-object --stdin
        let id = try #require(ObjectID("ce013625030ba8dba906f756967f9e9ca394464a"))
        let answer = try ContentHasher.read(UnreadFile(path: Array(file.path.utf8), isSHA256: false)).get()
        #expect(answer == HashedFile(blob: id, mode: .regular))
        let link = try ContentHasher.read(
            UnreadFile(path: Array(folder.appending(path: "link").path.utf8), isSHA256: false)
        ).get()
        #expect(link == HashedFile(blob: id, mode: .symbolicLink))
        #expect(throws: FileError.self) {
            try ContentHasher.read(
                UnreadFile(path: Array(folder.appending(path: "missing").path.utf8), isSHA256: false)
            ).get()
        }
    }
}
