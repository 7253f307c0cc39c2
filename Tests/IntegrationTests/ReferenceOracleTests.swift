import DockerEngine
import Foundation
import ImageGraph
import TestSupport
import Testing

/// Compares how we read references with how the engine does: each is given to an image as a tag, and the name under
/// which the engine then lists it is the familiar form.
@Suite("References: what the engine reads", .enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct ReferenceOracleTests {
    /// What the engine makes of a text.
    private enum Answer: Equatable, CustomStringConvertible {
        case tagged(String)
        /// A good reference that cannot be a tag, because it holds a digest.
        case digest
        case refused

        var description: String {
            switch self {
            case .tagged(let name): "tagged \(name)"
            case .digest: "a digest"
            case .refused: "refused"
            }
        }
    }

    private static let kept = "reference-oracle/kept"
    private static let hash = String(repeating: "0a", count: 32)

    /// One of each kind; the generated ones mix their parts.
    private static let texts = [
        "app", "app:1", "team/app", "library/app:1", "docker.io/app:2", "index.docker.io/app:3", "docker.io/team/app",
        "localhost/app", "localhost:5000/app:1", "registry.test/app", "registry.test:443/a/b/c:v1.2_3-4", "my--app",
        "my__app", "my___app", "my_app", "my.app", "my..app", "my-.app", "-app", "app-", ".app", "_app", "App",
        "team/App",
        "app:", ":1", "app:-1", "app:.1", "app:_1", "app:" + String(repeating: "t", count: 128),
        "app:" + String(repeating: "t", count: 129), "", " app", "app ", "a/b//c", "/app", "app/", "app@sha256:" + hash,
        "app:1@sha256:" + hash, "app@sha256:0a", "app@sha256", "app@md5:" + hash, "app@sha256:" + hash.uppercased(),
        hash, hash + ":1", "x/" + hash, String(repeating: "n", count: 237), "a.b/c", "a-b.c:1/d", "-a.b/c", "a.b:/c",
        "a.b:x/c", "https://a.b/c",
        "a b/c",
        "ü/app", "app:ü", "docker.io/library/app", "docker.io/library/team/app", "a:1/b:2", "a:1:2", "a/b:1/c",
    ]

    /// The engine of 20.10 has an older grammar of host names: no IPv6 addresses, and a first component with capitals
    /// only where it has a dot or a port. (It also counts the host name among the 255 bytes of a name.) We read them as
    /// the engines since 23 do.
    private static func isOfNewerGrammar(_ text: String) -> Bool {
        guard let domain = try? ImageReference(parsing: text).domain else { return false }
        return domain.hasPrefix("[")
            || (domain.contains { $0.isUppercase } && !domain.contains(".") && !domain.contains(":"))
    }

    private static func generated(_ count: Int, seed: UInt64) -> [String] {
        var numbers = SplitMix64(seed: seed)
        let hosts = [
            "", "", "docker.io/", "h.test/", "h.test:50/", "localhost/", "h/", "h_.x/", "-h.x/", "H.x/", "h:5/", "h:/",
        ]
        let words = [
            "a", "b1", "lib", "a.b", "a_b", "a__b", "a-b", "a--b", "a..b", "_a", "a-", "A", "", "0", "é", "a b",
        ]
        let tags = [
            "", "", ":1", ":v1.2", ":_x", ":-x", ":", ":a/b", ":A.b-c", ":é", "@sha256:\(hash)", "@sha256:12",
            ":1@sha256:\(hash)",
        ]
        return (0..<count).map { _ in
            let path = (0...numbers.below(3)).map { _ in numbers.pick(words) }.joined(separator: "/")
            return numbers.pick(hosts) + path + numbers.pick(tags)
        }
    }

    private static func ours(_ text: String) -> Answer {
        guard let reference = try? ImageReference(parsing: text) else { return .refused }
        return reference.digest == nil ? .tagged(reference.withDefaultTag.familiar) : .digest
    }

    private static func engines(_ text: String, _ id: String, _ client: DockerClient) async throws -> Answer {
        do throws(EngineError) {
            try await client.tag(id, repository: text, tag: "")
        } catch {
            if error.message.contains("digest reference") { return .digest }
            return .refused
        }
        let tags = try #require(try await client.inspectImage(id)).repoTags.filter { !$0.hasPrefix(Self.kept) }
        let name = try #require(tags.first, "\(text) made no tag")
        #expect(tags.count == 1, "\(text): \(tags)")
        _ = try await client.untag(name)
        return .tagged(name)
    }

    @Test("every text is read as the engine reads it", arguments: [0x0EF5])
    func same(_ seed: UInt64) async throws {
        let client = try TestEngine.client()
        let dockerfile = TarEntry.file("Dockerfile", contents: Array("FROM scratch\nLABEL oracle=\(UUID())\n".utf8))
        let context = ContextArchive(entries: [dockerfile])
        let id = try await client.build(BuildRequest(noCache: true), context: context).imageID
        // An image goes with its last tag; this one keeps it.
        try await client.tag(id, repository: Self.kept, tag: String(id.suffix(12)))
        var asked = 0
        for text in Self.texts + Self.generated(400, seed: seed) where !Self.isOfNewerGrammar(text) {
            let answer = try await Self.engines(text, id, client)
            #expect(Self.ours(text) == answer, "'\(text)'")
            asked += 1
        }
        try await client.removeImage(id, force: true)
        #expect(asked > 400)
    }
}
