import Crypto
import Foundation
import NIOConcurrencyHelpers
import TestSupport
import Testing

@testable import DockerEngine

/// Builds of contexts that a real BuildKit asks for.
@Suite("Offered builds", .enabled(if: RealEngine.isThere, RealEngine.comment), .timeLimit(.minutes(10)))
struct OfferedBuildTests {
    let client: DockerClient
    let folder: TemporaryFolder
    /// Under which the engine keeps what this test sends.
    let key = OfferedContext.freshKey()

    init() throws {
        client = try RealEngine.client()
        folder = try TemporaryFolder()
    }

    private let base = "FROM \(RealEngine.base)"

    /// The files of a folder with these contents, whose blob ids are made of them.
    private func entries(_ files: [String: String], in place: String) throws -> [OfferedEntry] {
        let above = Set(
            files.keys.flatMap { path in
                path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
            }
        )
        let folders = above.map { OfferedEntry(path: Array($0.utf8), kind: .folder, mode: 0o755) }
        return try folders
            + files.map { path, content in
                try folder.write("\(place)/\(path)", content)
                let size = Int64(content.utf8.count)
                return OfferedEntry(
                    path: Array(path.utf8),
                    kind: .file(
                        size: size,
                        source: .disk(path: Array(path.utf8), below: Array(folder.path(place).utf8)),
                        blob: Self.blob(content),
                        name: nil
                    ),
                    mode: 0o644
                )
            }
    }

    private static func blob(_ content: String) -> [UInt8] {
        Array(Insecure.SHA1.hash(data: Array("blob \(content.utf8.count)\0\(content)".utf8)))
    }

    private func context(_ entries: [OfferedEntry], _ lines: [String], key: String? = nil) -> OfferedContext {
        let text = lines.joined(separator: "\n") + "\n"
        return OfferedContext(
            entries: entries,
            instructions: .init(name: "Dockerfile", content: Array(text.utf8)),
            sharedKey: key ?? self.key
        )
    }

    /// - Returns: the image's id, and how many bytes of files went.
    private func build(_ context: OfferedContext) async throws -> (id: String, sent: Int64) {
        let counts = NIOLockedValueBox<[Int64]>([])
        let request = BuildRequest(tags: [RealEngine.name("offered") + ":1"], builder: .buildKit)
        let result = try await client.build(request, offering: context) { _ in
        } onUpload: { bytes in
            counts.withLockedValue { $0.append(bytes) }
        }
        return (result.imageID, counts.withLockedValue { $0.max() ?? 0 })
    }

    private var hasBuildKit: Bool {
        get async throws { try await client.version().hasBuildKit }
    }

    @Test func nothingIsSentTwice() async throws {
        guard try await hasBuildKit else { return }
        defer { folder.remove() }
        let big = String(repeating: "0123456789", count: 20_000)
        let unique = UUID().uuidString
        let files = ["a/big": big + unique, "b": "small \(unique)", "c": "12345 \(unique)"]
        let copy = ["FROM scratch", "COPY . /srv/"]
        let first = try await build(context(entries(files, in: "one"), copy))
        #expect(first.sent > 200_000)
        // Another checkout of the same, with other times.
        let second = try await build(context(entries(files, in: "two"), copy))
        #expect(second.sent < 1024)
        #expect(second.id == first.id)
        // One file, of equal size.
        var edited = files
        edited["c"] = "54321 \(unique)"
        let third = try await build(context(entries(edited, in: "three"), copy))
        #expect(third.sent < 1024)
        #expect(third.id != first.id)
        let back = try await build(context(entries(files, in: "four"), copy))
        #expect(back.id == first.id)
        // Under another key nothing is known.
        let fresh = try await build(context(entries(files, in: "five"), copy, key: OfferedContext.freshKey()))
        #expect(fresh.sent > 200_000)
        #expect(fresh.id == first.id)
    }

    @Test func theDockerfileIsInNoImage() async throws {
        guard try await hasBuildKit else { return }
        defer { folder.remove() }
        let offered = context(
            try entries(["kept": "x", ".dockerignore": "kept\n", "gem\u{fc}se/\u{65e5}\u{672c}": "y"], in: "one"),
            [
                base, "COPY . /srv/", "COPY gem\u{fc}se/\u{65e5}* /two/",
                #"RUN test "$(cd /srv; find . | sort | tr '\n' ' ')" = ". ./.dockerignore ./gemüse ./gemüse/日本 ./kept ""#,
                "RUN test -e /two/日本",
            ]
        )
        _ = try await build(offered)
    }

    @Test func aFileThatChangedFailsTheBuildByItsName() async throws {
        guard try await hasBuildKit else { return }
        defer { folder.remove() }
        let offered = context(try entries(["a": "first", "b": "second"], in: "one"), [base, "COPY . /srv/"])
        try folder.write("one/b", "dnoces")
        let error = await engineError { _ = try await build(offered) }
        #expect(error?.code == .contextChanged(path: "b"))
        try FileManager.default.removeItem(atPath: folder.path("one/b"))
        let gone = await engineError { _ = try await build(offered) }
        #expect(gone?.code == .contextChanged(path: "b"))
    }

    @Test func buildsOfOneContextAtOnceAllSucceed() async throws {
        guard try await hasBuildKit else { return }
        defer { folder.remove() }
        let content = UUID().uuidString
        let lines = [base, "COPY . /srv/", "RUN test \"$(cat /srv/a)\" = \(content)"]
        let offered = context(try entries(["a": content], in: "one"), lines)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 { group.addTask { _ = try await build(offered) } }
            try await group.waitForAll()
        }
    }

    /// So many that gRPC's client sends more PINGs than HTTP/2 servers usually take.
    @Test func twentyThousandFilesArrive() async throws {
        guard try await hasBuildKit else { return }
        let folders = (0..<20).map { OfferedEntry(path: Array("d\($0)".utf8), kind: .folder, mode: 0o755) }
        let files = (0..<20_000).map { number in
            OfferedEntry(
                path: Array("d\(number % 20)/f\(number)".utf8),
                kind: .file(size: 5, source: .bytes(Array("\(10_000 + number % 90_000)".utf8)), blob: nil, name: nil),
                mode: 0o644
            )
        }
        let count = #"RUN test "$(find /srv -type f | wc -l) $(cat /srv/d19/f19999)" = "20000 29999""#
        _ = try await build(context(folders + files, [base, "COPY . /srv/", count], key: OfferedContext.freshKey()))
    }

    @Test func aCancelledBuildEnds() async throws {
        guard try await hasBuildKit else { return }
        defer { folder.remove() }
        let entries = (0..<64).map { number in
            OfferedEntry(
                path: Array("f\(number)".utf8),
                kind: .file(
                    size: 4 << 20,
                    source: .bytes([UInt8](repeating: UInt8(number), count: 4 << 20)),
                    blob: nil,
                    name: nil
                ),
                mode: 0o644
            )
        }
        let offered = context(entries, [base, "COPY . /srv/"], key: OfferedContext.freshKey())
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let request = BuildRequest(builder: .buildKit)
        let task = Task {
            try await client.build(request, offering: offered) { _ in
            } onUpload: { bytes in
                if bytes > 0 { start.yield() }
            }
        }
        for await _ in started { break }
        task.cancel()
        let error = await engineError { _ = try await task.value }
        #expect(error?.code == .cancelled)
    }
}
