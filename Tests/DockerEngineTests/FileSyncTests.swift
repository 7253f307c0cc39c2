import Foundation
import SwiftProtobuf
import TestSupport
import Testing

@testable import DockerEngine

/// What BuildKit is offered, and what it gets when it asks.
@Suite("Contexts that are offered", .timeLimit(.minutes(5)))
struct FileSyncTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func context(_ entries: [OfferedEntry]) -> OfferedContext {
        OfferedContext(
            entries: entries,
            instructions: .init(name: "Dockerfile.x", content: Array("FROM scratch\n".utf8)),
            sharedKey: "k"
        )
    }

    /// A file of the folder, with the blob id that `git hash-object` gives it.
    private func file(_ path: String, _ content: String, name: String? = nil, mode: UInt16 = 0o644) async throws
        -> OfferedEntry
    {
        if !FileManager.default.fileExists(atPath: folder.path(path)) { try folder.write(path, content) }
        let digits = Array(try await Program.output(["git", "hash-object", "--no-filters", path], in: folder.root))
        let blob = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        let source = TarEntry.ContentSource.disk(path: Array(path.utf8), below: Array(folder.root.utf8))
        return OfferedEntry(
            path: Array(path.utf8),
            kind: .file(size: Int64(content.utf8.count), source: source, blob: blob, name: name.map { Array($0.utf8) }),
            mode: mode
        )
    }

    private func directory(_ path: String) -> OfferedEntry {
        OfferedEntry(path: Array(path.utf8), kind: .folder, mode: 0o755)
    }

    private static func paths(_ list: [WireFileStat]) -> [String] {
        list.map { String(decoding: $0.path, as: UTF8.self) }
    }

    /// fsutil's own cases of `ComparePath`.
    @Test(arguments: [
        ("a", "b", true), ("a", "a", false), ("a", "a/b", true), ("a/b", "a-b", true), ("a-b", "a/b", false),
        ("a/b", "a.c", true), ("ab", "a/b", false), ("a/é", "a/z", false), ("", "a", true),
    ])
    func order(_ left: String, _ right: String, _ expected: Bool) {
        #expect(OfferedEntry.precedes(Array(left.utf8), Array(right.utf8)) == expected)
    }

    @Test func aTimeIsMadeOfTheContentAlone() {
        func time(_ blob: [UInt8]?, _ times: OfferedContext.FileTimes) -> Int64 {
            let kind = OfferedEntry.Kind.file(size: 1, source: .bytes([1]), blob: blob, name: nil)
            return OfferedEntry(path: [1], kind: kind, mode: 0o644, times: times).time
        }
        let first: Int64 = 315_619_200_000_000_000
        #expect(time(Array(repeating: 0, count: 20), .content) == first)
        #expect(time([0, 0, 0, 0, 0, 0, 1, 2] + Array(repeating: 9, count: 12), .content) == first + 258)
        // 2^64 - 1 is 213,503 days and 84,873.709551615 seconds.
        #expect(time(Array(repeating: 255, count: 32), .content) == first + 84_873_709_551_615)
        #expect(time(Array(repeating: 255, count: 32), .fixed) == first)
        #expect(time(nil, .content) == first)
    }

    @Test func aKeyIsMadeOfTheSecret() {
        let one = OfferedContext.sharedKey(for: "a", secret: [1])
        #expect(one.utf8.count == 64)
        #expect(one == OfferedContext.sharedKey(for: "a", secret: [1]))
        #expect(one != OfferedContext.sharedKey(for: "b", secret: [1]))
        #expect(one != OfferedContext.sharedKey(for: "a", secret: [2]))
        #expect(OfferedContext.freshKey() != OfferedContext.freshKey())
    }

    @Test func everyKindIsToldAsItIs() async throws {
        defer { folder.remove() }
        let offered = context([
            try await file("a-b", "one", name: "n"), directory("a"),
            OfferedEntry(path: Array("l".utf8), kind: .symlink(target: Array("a/../x".utf8)), mode: 0o777),
            OfferedEntry(
                path: [0xff, 0x62],
                kind: .file(size: 0, source: .bytes([]), blob: nil, name: nil),
                mode: 0o6755
            ),
            try await file("a/b", "one", name: "n"), OfferedEntry(path: Array("t".utf8), kind: .folder, mode: 0o1777),
        ])
        let ending = try await ScriptedBuilder.run(offered) { builder in
            let list = try await builder.list()
            let paths: [[UInt8]] = ["a", "a/b", "a-b", "l", "t"].map { Array($0.utf8) } + [[0xff, 0x62]]
            #expect(list.map { Array($0.path) } == paths)
            // Go's bits: folder 31, link 27, setuid 23, setgid 22, sticky 20.
            let modes: [UInt32] = [0x8000_01ed, 0o644, 0o644, 0x0800_01ff, 0x8010_01ff, 0x00c0_01ed]
            #expect(list.map(\.mode) == modes)
            // The first name in this order is the file, whichever it was on disk.
            #expect(list.map { String(decoding: $0.linkTarget, as: UTF8.self) } == ["", "", "a/b", "a/../x", "", ""])
            #expect(list.map(\.size) == [0, 3, 3, 0, 0, 0])
            #expect(list[1].time == list[2].time && list[1].time != list[0].time)
            try await builder.ask(1, 5)
            let file1 = try await builder.file(1)
            #expect(file1 == Array("one".utf8))
            let file5 = try await builder.file(5)
            #expect(file5 == [])
            try await builder.finish()
            let last = try await builder.next()
            #expect(last?.kind == .finish)
        }
        #expect(ending.status == "0")
        #expect(ending.fault == nil)
    }

    @Test func theDockerfileStandsForItself() async throws {
        let ending = try await ScriptedBuilder.run(context([directory("src")]), [("dir-name", "dockerfile")]) {
            builder in
            let list = try await builder.list()
            #expect(Self.paths(list) == ["Dockerfile.x", "Dockerfile.x.dockerignore"])
            try await builder.ask(0)
            let file0 = try await builder.file(0)
            #expect(file0 == Array("FROM scratch\n".utf8))
            try await builder.finish()
        }
        #expect(ending.status == "0")
    }

    @Test func whatIsNotOfferedIsRefusedByName() async throws {
        let ending = try await ScriptedBuilder.run(context([]), [("dir-name", "home")]) { builder in
            let packet = try await builder.next()
            #expect(packet == nil)
        }
        #expect(ending.status == "5")
        #expect(ending.message == "nothing named 'home' is offered to this build")
    }

    @Test func aSelectionHoldsTheFoldersAboveIt() async throws {
        let all = [directory("a"), directory("a/b"), directory("a/b/c"), directory("d")]
        let offered = OfferedContext(
            entries: all,
            instructions: .init(name: "Dockerfile", content: []),
            sharedKey: "k"
        ) { selection, entries in
            entries.map { selection.followPaths.contains(String(decoding: $0.path, as: UTF8.self)) }
        }
        let named: [(String, String)] = [("dir-name", "context"), ("followpaths", "a/b/c"), ("followpaths", "x")]
        _ = try await ScriptedBuilder.run(offered, named) { builder in
            let list = try await builder.list()
            #expect(Self.paths(list) == ["a", "a/b", "a/b/c"])
            try await builder.finish()
        }
        let encoded = [("dir-name", "context"), ("followpaths", "%64"), ("followpaths-encoded", "1")]
        _ = try await ScriptedBuilder.run(offered, encoded) { builder in
            let list = try await builder.list()
            #expect(Self.paths(list) == ["d"])
            try await builder.finish()
        }
    }

    @Test(
        "A file that is not what was listed is never sent as another",
        arguments: ["content", "shorter", "gone", "link"]
    )
    func changed(_ how: String) async throws {
        defer { folder.remove() }
        let offered = context([try await file("a", "first"), try await file("f", "before")])
        let path = folder.path("f")
        switch how {
        case "content": try folder.write("f", "after!")
        case "shorter": try folder.write("f", "aft")
        case "gone": try FileManager.default.removeItem(atPath: path)
        default:
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "a")
        }
        let ending = try await ScriptedBuilder.run(offered) { builder in
            let list = try await builder.list()
            #expect(list.count == 2)
            try await builder.ask(0)
            let file0 = try await builder.file(0)
            #expect(file0 == Array("first".utf8))
            try await builder.ask(1)
            // Of another content all may come but the end, without which it is no file.
            let file1 = try await builder.file(1)
            #expect(file1 == nil)
        }
        #expect(ending.status == "10")
        #expect(ending.fault?.code == .contextChanged(path: "f"))
    }

    struct Nonsense: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let packets: [WireFilePacket]
        let message: String

        init(_ description: String, _ packets: [(WireFilePacket.Kind, UInt32)], _ message: String) {
            testDescription = description
            self.message = message
            self.packets = packets.map { kind, id in
                WireFilePacket.with {
                    $0.kind = kind
                    $0.id = id
                }
            }
        }
    }

    @Test(
        "A builder that asks for what it may not have gets nothing more",
        arguments: [
            Nonsense(
                "outside the list",
                [(.request, 7)],
                "the builder asked for entry 7 of the context, which is no file among the 2 entries that it was offered"
            ),
            Nonsense(
                "a folder",
                [(.request, 0)],
                "the builder asked for entry 0 of the context, which is no file among the 2 entries that it was offered"
            ),
            Nonsense("twice", [(.request, 1), (.request, 1)], "the builder asked a second time for f"),
            Nonsense(
                "more than there is",
                [(.request, 1), (.request, 1), (.request, 1)],
                "the builder asked a second time for f"
            ),
            Nonsense("data", [(.data, 1)], "the builder sent a packet that it may not send"),
        ]
    )
    func nonsense(_ nonsense: Nonsense) async throws {
        defer { folder.remove() }
        let offered = context([directory("d"), try await file("f", "x")])
        let ending = try await ScriptedBuilder.run(offered) { builder in
            _ = try await builder.list()
            for packet in nonsense.packets { try await builder.send(packet) }
        }
        #expect(ending.fault?.code == .protocolViolation)
        #expect(ending.fault?.message == nonsense.message)
    }

    @Test func anErrorOfTheBuilderIsItsOwn() async throws {
        let ending = try await ScriptedBuilder.run(context([directory("d")])) { builder in
            _ = try await builder.list()
            try await builder.send(.with { $0.kind = .error })
        }
        #expect(ending.fault == nil)
    }

    @Test func aHundredThousandFilesAreAskedForWhileTheyAreTold() async throws {
        let entries = (0..<100_000).map { number in
            OfferedEntry(
                path: Array("f\(number)".utf8),
                kind: .file(size: 1, source: .bytes([UInt8(truncatingIfNeeded: number)]), blob: nil, name: nil),
                mode: 0o644
            )
        }
        let ending = try await ScriptedBuilder.run(context(entries)) { builder in
            var told: UInt32 = 0
            while let packet = try await builder.next(), packet.hasStat {
                // As fsutil does: it asks for each as soon as it hears of it.
                try await builder.ask(told)
                told += 1
            }
            #expect(told == 100_000)
            var ended = 0
            while ended < 100_000, let packet = try await builder.next() { ended += packet.data.isEmpty ? 1 : 0 }
            #expect(ended == 100_000)
            try await builder.finish()
            let last = try await builder.next()
            #expect(last?.kind == .finish)
        }
        #expect(ending.status == "0")
    }
}
