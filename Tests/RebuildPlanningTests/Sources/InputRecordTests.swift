import Foundation
import GitProbe
import ImageGraph
import TestSupport
import Testing

@testable import RebuildPlanning

/// What an image was built of, kept and compared.
struct InputRecordTests {
    private static let blobs = ["a", "b"].compactMap { ObjectID(String(repeating: $0, count: 40)) }

    /// A record as the reader of sources makes it.
    private func record(
        dockerfile: Int = 0,
        files: [(String, TrackedFile.Mode, Int)] = [("lib/a.c", .regular, 0)],
        arguments: [String: String] = [:],
        target: String? = nil,
        platform: String? = nil,
        parents: [String: String] = [:],
        externals: [String] = []
    ) throws -> InputRecord {
        var digest = InputDigest(recording: true)
        digest.addDockerfile(blob: Self.blobs[dockerfile])
        for (path, mode, blob) in files { digest.addFile(ContextPath(path), mode: mode, blob: Self.blobs[blob]) }
        digest.addArguments(arguments)
        digest.addTarget(target)
        digest.addPlatform(platform)
        digest.addParents(parents.map { (name: $0.key, digest: $0.value) })
        digest.addExternals(try externals.map { try ImageReference(parsing: $0) })
        let record = digest.finishRecord()
        return try #require(record)
    }

    private func told(from earlier: InputRecord, to now: InputRecord) -> [String] {
        InputDifference.reasons(from: earlier, to: now).map { "\($0)" }
    }

    @Test("a record proves that it is whole, and which digest it is of")
    func provesItself() throws {
        let record = try record(arguments: ["A": "1"])
        #expect(InputRecord(digest: record.digest, stored: record.stored) == record)
        #expect(InputRecord(digest: record.digest, stored: record.stored.dropLast()) == nil)
        #expect(InputRecord(digest: record.digest, stored: record.text) == nil)
        #expect(InputRecord(digest: try self.record().digest, stored: record.stored) == nil)
    }

    @Test("the value of a build argument is nowhere in a record, and changes it")
    func values() throws {
        let record = try record(arguments: ["TOKEN": "hunter2", "B": "1"])
        #expect(!String(decoding: record.stored, as: UTF8.self).contains("hunter2"))
        #expect(record.digest == (try self.plainDigest(arguments: ["TOKEN": "hunter2", "B": "1"])))
        let other = try self.record(arguments: ["TOKEN": "hunter3", "B": "1"])
        #expect(told(from: record, to: other) == ["build argument TOKEN: changed"])
    }

    /// The digest of the same inputs where nothing is recorded.
    private func plainDigest(arguments: [String: String]) throws -> String {
        var digest = InputDigest()
        digest.addDockerfile(blob: Self.blobs[0])
        digest.addFile(ContextPath("lib/a.c"), mode: .regular, blob: Self.blobs[0])
        digest.addArguments(arguments)
        return digest.finish()
    }

    @Test("equal inputs differ in nothing")
    func equal() throws {
        #expect(told(from: try record(), to: try record()).isEmpty)
    }

    @Test("every part that differs is told by its name")
    func parts() throws {
        let base = try record()
        #expect(told(from: base, to: try record(dockerfile: 1)) == ["Dockerfile: changed"])
        #expect(told(from: base, to: try record(files: [("lib/a.c", .regular, 1)])) == ["file lib/a.c: changed"])
        #expect(
            told(from: base, to: try record(files: [("lib/a.c", .executable, 0)]))
                == ["file lib/a.c: mode 100644 is now 100755"]
        )
        #expect(
            told(from: base, to: try record(files: [("lib/b c", .symbolicLink, 0)]))
                == ["file lib/a.c: removed", "file lib/b c: added"]
        )
        let argued = try record(arguments: ["A": "1=1", "B": ""])
        #expect(
            told(from: base, to: argued) == ["build argument A: added", "build argument B: added"]
        )
        #expect(
            told(from: argued, to: try record(arguments: ["A": "2"]))
                == ["build argument A: changed", "build argument B: removed"]
        )
        #expect(told(from: base, to: try record(target: "final")) == ["target: added, 'final'"])
        #expect(
            told(from: try record(platform: "linux/amd64"), to: try record(platform: "linux/arm64"))
                == ["platform: was 'linux/amd64', is 'linux/arm64'"]
        )
        #expect(
            told(from: try record(parents: ["xos/base": "sha256:1"]), to: try record(parents: ["xos/base": "sha256:2"]))
                == ["parent xos/base: has other inputs"]
        )
        #expect(
            told(from: try record(externals: ["nginx:1.10"]), to: try record(externals: ["nginx:1.13"]))
                == [
                    "base docker.io/library/nginx:1.10: removed",
                    "base docker.io/library/nginx:1.13: added",
                ]
        )
    }

    @Test("modes of the disk are told by their paths")
    func modes() throws {
        func record(_ modes: [(String, UInt16)], files: [String] = ["f"]) throws -> InputRecord {
            var digest = InputDigest(recording: true)
            digest.addDockerfile(blob: Self.blobs[0])
            for path in files { digest.addFile(ContextPath(path), mode: .regular, blob: Self.blobs[0]) }
            for (path, mode) in modes { digest.addMode(mode, of: ContextPath(path)) }
            let record = digest.finishRecord()
            return try #require(record)
        }
        let base = try record([("d", 0o755), ("f", 0o644)])
        #expect(told(from: base, to: try record([("d", 0o755), ("f", 0o600)])) == ["mode of f: was 0644, is 0600"])
        #expect(told(from: base, to: try record([("f", 0o644)])) == ["folder d: removed"])
        #expect(
            told(from: base, to: try record([("d", 0o755), ("d/g", 0o644), ("f", 0o644)], files: ["d/g", "f"]))
                == ["file d/g: added"]
        )
        #expect(told(from: base, to: try record([])) == ["modes of the disk: removed"])
    }

    @Test("of many files twenty are named and the rest counted")
    func manyFiles() throws {
        let files = (10..<60).map { ("f\($0)", TrackedFile.Mode.regular, 0) }
        let told = told(from: try record(files: []), to: try record(files: files))
        #expect(told.count == 21)
        #expect(told.first == "file f10: added")
        #expect(told.last == "and 30 more changed files")
    }

    @Test("the store gives back what it was given, and nothing that is damaged or was never there")
    func store() throws {
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let folder = temporary.path("records")
        let store = InputRecordStore(folder: folder)
        let record = try record()
        #expect(store.record(of: record.digest) == nil)
        store.keep(record)
        #expect(store.record(of: record.digest) == record)
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(folder) == 0o700)
        #expect(try mode(folder + "/" + record.digest.dropFirst(7)) == 0o600)
        let file = folder + "/" + record.digest.dropFirst(7)
        try Data("27:imagebuilder input digest 1".utf8).write(to: URL(filePath: file))
        #expect(store.record(of: record.digest) == nil)
        for name in ["", "sha256:", "sha256:../../etc/passwd", "md5:" + String(repeating: "a", count: 64)] {
            #expect(store.record(of: name) == nil)
        }
    }

    @Test("beyond its limit the store forgets the oldest first")
    func eviction() throws {
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let folder = temporary.path("records")
        let records = try ["1", "2", "3"].map { try record(arguments: ["A": $0]) }
        let store = InputRecordStore(folder: folder, limit: records[0].stored.count * 2)
        for (age, record) in zip([200.0, 100], records) {
            store.keep(record)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -age)],
                ofItemAtPath: folder + "/" + record.digest.dropFirst(7)
            )
        }
        store.keep(records[2])
        store.makeRoom()
        #expect(records.map { store.record(of: $0.digest) != nil } == [false, true, true])
        // One that is larger than all there is room for is not kept, and drives nothing out.
        store.keep(try record(files: (0..<50).map { ("file\($0)", .regular, 0) }))
        store.makeRoom()
        #expect(records.map { store.record(of: $0.digest) != nil } == [false, true, true])
    }

    @Test(
        "the user's store lies where the environment says",
        arguments: [
            (["IMAGEBUILDER_CACHE": "/c", "XDG_CACHE_HOME": "/x", "HOME": "/h"], "/c/inputs"),
            (["XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/imagebuilder/inputs"),
            (["XDG_CACHE_HOME": "relative", "HOME": "/h"], "/h/.cache/imagebuilder/inputs"),
            (["HOME": "/h"], "/h/.cache/imagebuilder/inputs"),
            (["IMAGEBUILDER_CACHE": "", "HOME": "/h"], nil),
            ([:], nil),
        ] as [([String: String], String?)]
    )
    func place(_ environment: [String: String], _ folder: String?) {
        #expect(InputRecordStore(environment: environment)?.folder == folder)
    }
}
