import Foundation
import NIOCore
import TestSupport
import Testing

@testable import DockerEngine

/// The archive as the real `tar` reads it.
@Suite("Context archive", .timeLimit(.minutes(10)))
struct ContextArchiveTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A path of exactly so many bytes, in components of ten.
    static func path(_ count: Int) -> String {
        String((0..<count).map { $0 % 10 == 9 && $0 != count - 1 ? "/" : "x" })
    }

    struct Named: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let path: String

        init(_ description: String, _ path: String) {
            testDescription = description
            self.path = path
        }
    }

    @Test(
        "A name of any length and alphabet arrives",
        arguments: [
            Named("short", "a"), Named("100 bytes", path(100)), Named("101 bytes, cut at a slash", path(101)),
            Named("256 bytes, the most that ustar holds", path(256)), Named("257 bytes", path(257)),
            Named("1,000 bytes", path(1000)), Named("101 bytes without a slash", String(repeating: "n", count: 101)),
            Named("250 bytes without a slash", String(repeating: "n", count: 250)),
            Named("a folder of 156 bytes", String(repeating: "d", count: 156) + "/f"),
            Named("a name of 101 bytes in a folder", "d/" + String(repeating: "n", count: 101)),
            Named("spaces and signs", "a b/ -c\t*?[x]\"'\\"), Named("beyond ASCII", "gemüse/日本/😀.txt"),
            Named("beyond ASCII and long", String(repeating: "ü/", count: 80) + "ß"), Named("a line end", "a\nb"),
        ]
    )
    func names(_ name: Named) async throws {
        defer { folder.remove() }
        let archive = ContextArchive(entries: [
            .file(name.path, contents: Array("content".utf8)),
            TarEntry(path: Array("link".utf8), kind: .symlink(target: Array(name.path.utf8)), mode: 0o777),
            TarEntry(path: Array("hard".utf8), kind: .hardLink(target: Array(name.path.utf8)), mode: 0o644),
        ])
        try await extract(archive)
        let file = folder.path("out/\(name.path)")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "content")
        let manager = FileManager.default
        #expect(try manager.destinationOfSymbolicLink(atPath: folder.path("out/link")) == name.path)
        let numbers = try [file, folder.path("out/hard")].map {
            try manager.attributesOfItem(atPath: $0)[.systemFileNumber] as? Int
        }
        #expect(numbers[0] == numbers[1])
    }

    @Test("Bytes that are no UTF-8 stay what they are")
    func rawBytes() async throws {
        defer { folder.remove() }
        let entry = TarEntry(
            path: [0x61, 0xff, 0x62],
            kind: .file(size: 1, source: .bytes([1])),
            mode: 0o644
        )
        try Data(try bytes(ContextArchive(entries: [entry]))).write(to: URL(fileURLWithPath: folder.path("tar")))
        let listing = try await Tool.run(["tar", "--quoting-style=escape", "-tf", folder.path("tar")])
        #expect(listing.text == "a\\377b\n")
    }

    @Test("Modes, kinds, owners, times and order are those of the entries, nothing else")
    func listing() async throws {
        defer { folder.remove() }
        try folder.write("run", "#!/bin/sh\n")
        try folder.write("empty", "")
        let archive = ContextArchive(entries: [
            TarEntry(path: Array("b".utf8), kind: .folder, mode: 0o1777),
            TarEntry(path: Array("b/run".utf8), kind: disk("run", 10), mode: 0o4755),
            TarEntry(path: Array("a".utf8), kind: disk("empty", 0), mode: 0o600),
            TarEntry(path: Array("l".utf8), kind: .symlink(target: Array("../b".utf8)), mode: 0o777),
            TarEntry(path: Array("h".utf8), kind: .hardLink(target: Array("b/run".utf8)), mode: 0o755),
        ])
        try Data(try bytes(archive)).write(to: URL(fileURLWithPath: folder.path("tar")))
        let listing = try await Tool.run(["tar", "--numeric-owner", "--full-time", "-tvf", folder.path("tar")])
        #expect(
            listing.text == """
                drwxrwxrwt 0/0               0 1980-01-02 00:00:00 b/
                -rwsr-xr-x 0/0              10 1980-01-02 00:00:00 b/run
                -rw------- 0/0               0 1980-01-02 00:00:00 a
                lrwxrwxrwx 0/0               0 1980-01-02 00:00:00 l -> ../b
                hrwxr-xr-x 0/0               0 1980-01-02 00:00:00 h link to b/run

                """
        )
        #expect(try bytes(archive) == bytes(archive))
        #expect(try bytes(archive).count % 512 == 0)
    }

    @Test(
        "Contents of any size around a block and a piece arrive",
        arguments: [
            1, 511, 512, 513, ArchiveStream.pieceSize - 512, ArchiveStream.pieceSize, 3 * ArchiveStream.pieceSize + 1,
        ]
    )
    func sizes(_ size: Int) async throws {
        defer { folder.remove() }
        let content = [UInt8]((0..<size).map { UInt8(truncatingIfNeeded: $0 / 7) })
        try Data(content).write(to: URL(fileURLWithPath: folder.path("file")))
        let archive = ContextArchive(entries: [
            TarEntry(path: Array("a".utf8), kind: disk("file", Int64(size)), mode: 0o644),
            .file("b", contents: content), .file("c", contents: [1]),
        ])
        try await extract(archive)
        for name in ["a", "b"] {
            let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/\(name)")))
            #expect(Array(data) == content)
        }
    }

    @Test("A file beyond 8 GiB has its size in a pax record")
    func hugeSize() throws {
        defer { folder.remove() }
        let size: Int64 = 8 << 30
        let entry = TarEntry(path: Array("a".utf8), kind: disk("none", size), mode: 0o644)
        let header = try TarHeader.encode(entry, modificationTime: 0)
        #expect(header.count == 3 * 512)
        #expect(String(decoding: header[512..<1024].prefix { $0 != 0 }, as: UTF8.self) == "19 size=8589934592\n")
        let fits = TarEntry(path: Array("a".utf8), kind: disk("none", size - 1), mode: 0o644)
        #expect(try TarHeader.encode(fits, modificationTime: 0)[124..<135].elementsEqual("77777777777".utf8))
    }

    @Test(
        "What no archive can hold is refused",
        arguments: [
            TarEntry(path: [], kind: .folder, mode: 0), TarEntry(path: [97, 0, 98], kind: .folder, mode: 0),
            TarEntry(path: [97], kind: .symlink(target: [0]), mode: 0),
            TarEntry(path: [97], kind: .file(size: -1, source: .bytes([])), mode: 0),
        ]
    )
    func refused(_ entry: TarEntry) throws {
        defer { folder.remove() }
        #expect { try bytes(ContextArchive(entries: [entry])) } throws: { ($0 as? EngineError)?.code == .badRequest }
    }

    @Test("A file that is not as listed is named")
    func changedBefore() throws {
        defer { folder.remove() }
        try folder.write("file", "abc")
        try FileManager.default.createDirectory(atPath: folder.path("dir"), withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "file")
        #expect(mkfifo(folder.path("fifo"), 0o600) == 0)
        for (name, size) in [("file", 2), ("file", 4), ("none", 3), ("dir", 3), ("link", 3), ("fifo", 0)] {
            #expect {
                try bytes(
                    ContextArchive(entries: [
                        TarEntry(path: Array("x/\(name)".utf8), kind: disk(name, Int64(size)), mode: 0o644)
                    ])
                )
            } throws: { ($0 as? EngineError)?.code == .contextChanged(path: "x/\(name)") }
        }
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What happens to a file of a million bytes of which a part has been read.
        let act: @Sendable (FileHandle) throws -> Void
    }

    @Test(
        "A file that changes while it is read fails the archive",
        arguments: [
            Change(testDescription: "shorter") { try $0.truncate(atOffset: 400_000) },
            Change(testDescription: "longer") { handle in
                try handle.seekToEnd()
                try handle.write(contentsOf: Data([1]))
            },
            Change(testDescription: "rewritten in place") { handle in
                try handle.seek(toOffset: 10)
                try handle.write(contentsOf: Data([1]))
            },
        ]
    )
    func changedMeanwhile(_ change: Change) throws {
        defer { folder.remove() }
        let path = folder.path("file")
        try Data(repeating: 7, count: 1_000_000).write(to: URL(fileURLWithPath: path))
        // An old time, so that a write is seen however coarse the file system's clock is.
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
        let entry = TarEntry(path: Array("file".utf8), kind: disk("file", 1_000_000), mode: 0o644)
        var writer = ArchiveWriter(ContextArchive(entries: [entry]))
        var buffer = ByteBuffer()
        try writer.fill(&buffer, upTo: 300_000)
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try change.act(handle)
        try handle.close()
        #expect {
            try writer.fill(&buffer, upTo: 10_000_000)
        } throws: { ($0 as? EngineError)?.code == .contextChanged(path: "file") }
        writer.close()
    }

    private func disk(_ name: String, _ size: Int64) -> TarEntry.EntryKind {
        .file(size: size, source: .disk(path: Array(name.utf8), below: Array(folder.root.utf8)))
    }

    private func bytes(_ archive: ContextArchive) throws -> [UInt8] {
        var writer = ArchiveWriter(archive)
        defer { writer.close() }
        var all: [UInt8] = []
        while true {
            var buffer = ByteBuffer()
            try writer.fill(&buffer, upTo: ArchiveStream.pieceSize)
            if buffer.readableBytes == 0 { return all }
            all += buffer.readableBytesView
        }
    }

    private func extract(_ archive: ContextArchive) async throws {
        try Data(try bytes(archive)).write(to: URL(fileURLWithPath: folder.path("tar")))
        try FileManager.default.createDirectory(atPath: folder.path("out"), withIntermediateDirectories: true)
        let result = try await Tool.run(["tar", "-C", folder.path("out"), "-xf", folder.path("tar")])
        #expect(result.status == 0 && result.text.isEmpty, "\(result.text)")
    }
}
