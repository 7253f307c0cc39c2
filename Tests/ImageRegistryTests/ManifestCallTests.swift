import Foundation
import ImageRegistry
import NIOHTTP1
import TestSupport
import Testing

@Suite("Heads, manifests and configurations", .timeLimit(.minutes(2)))
struct ManifestCallTests {
    private typealias Registry = TestRegistry

    @Test("A head names digest, type and size, asks for all types at once, and asks no more")
    func head() async throws {
        let text = Registry.image()
        try await StubServer.run { _, _ in
            Registry.answer(text)
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let found = try await client.head(Registry.reference(stub))
                #expect(found.digest == Registry.digest(text))
                #expect(found.mediaType == Registry.manifest)
                #expect(found.size == Int64(text.utf8.count))
            }
            #expect(stub.lines == ["GET /v2/", "HEAD /v2/lab/base/manifests/1"])
            let accepted = stub.requests[1].headers["Accept"]
            #expect(accepted.count == 1)
            for type in ManifestType.allCases { #expect(accepted[0].contains(type.rawValue)) }
        }
    }

    @Test("Old registries give no digest with a head: then the manifest is read and its digest taken")
    func headWithoutDigest() async throws {
        let text = Registry.image()
        try await StubServer.run { request, _ in
            request.path == "/v2/" ? .json("{}") : .json(200, text, type: Registry.manifest)
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let found = try await client.head(Registry.reference(stub))
                #expect(found.digest == Registry.digest(text))
            }
            #expect(stub.lines.suffix(2) == ["HEAD /v2/lab/base/manifests/1", "GET /v2/lab/base/manifests/1"])
        }
    }

    struct Missing: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var head: ServedAnswer
        var get: ServedAnswer
        var code: RegistryError.Code
        /// Whether the answer to the head alone tells.
        var isTold: Bool
    }

    private static let page = [("Content-Type", "text/html")]
    private static let version = [("Docker-Distribution-Api-Version", "registry/2.0")]
    private static let unknown = Registry.errors(404, "MANIFEST_UNKNOWN")

    @Test(
        "What is not found is only so where a registry says it",
        arguments: [
            Missing(testDescription: "JSON", head: unknown, get: unknown, code: .notFound, isTold: true),
            Missing(
                testDescription: "a registry's header",
                head: .whole(404, headers: version),
                get: .whole(404, headers: version),
                code: .notFound,
                isTold: true
            ),
            Missing(
                testDescription: "a bare head, JSON with the manifest",
                head: .whole(404),
                get: unknown,
                code: .notFound,
                isTold: false
            ),
            Missing(
                testDescription: "a server's page",
                head: .whole(404, headers: page),
                get: .whole(404, headers: page, body: Array("<html>not here</html>".utf8)),
                code: .malformed,
                isTold: false
            ),
            Missing(
                testDescription: "nothing at all",
                head: .whole(404),
                get: .whole(404),
                code: .malformed,
                isTold: false
            ),
        ]
    )
    func missing(_ given: Missing) async throws {
        try await StubServer.run { request, _ in
            switch request.method {
            case .HEAD: given.head
            default: request.path == "/v2/" ? .json("{}") : given.get
            }
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let error = try await failure { try await client.head(Registry.reference(stub)) }
                #expect(error.code == given.code)
                #expect(error.reference == Registry.reference(stub))
                #expect(error.host == stub.address)
            }
            #expect(stub.requests.count == (given.isTold ? 2 : 3))
        }
    }

    @Test("Of an index the image of a platform is read by its digest, never what stands for no platform")
    func index() async throws {
        let amd = Registry.image()
        let arm = Registry.image(configuration: Registry.configuration(architecture: "arm64"))
        let entries = [(amd, "amd64"), (arm, "arm64"), (amd, "unknown")].map { text, architecture in
            let os = architecture == "unknown" ? "unknown" : "linux"
            return """
                {"mediaType":"\(Registry.manifest)","digest":"\(Registry.digest(text))","size":\(text.utf8.count),\
                "platform":{"os":"\(os)","architecture":"\(architecture)"}}
                """
        }
        let index = #"{"schemaVersion":2,"manifests":[\#(entries.joined(separator: ","))]}"#
        try await StubServer.run { request, _ in
            switch request.path {
            case "/v2/": .json("{}")
            case "/v2/lab/base/manifests/1": Registry.answer(index, type: Registry.index)
            case "/v2/lab/base/manifests/\(Registry.digest(arm))": Registry.answer(arm)
            case "/v2/lab/base/blobs/\(Registry.digest(Registry.configuration(architecture: "arm64")))":
                .json(Registry.configuration(architecture: "arm64"))
            default: Self.unknown
            }
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let reference = Registry.reference(stub)
                let whole = try await client.manifest(reference)
                #expect(whole.platforms.map(\.description) == ["linux/amd64", "linux/arm64"])
                #expect(whole.bytes == Array(index.utf8))
                let image = try await client.manifest(reference, platform: .init(os: "linux", architecture: "arm64"))
                #expect(image.digest == Registry.digest(arm))
                let configuration = try await client.configuration(of: image)
                #expect(configuration.platform == ImagePlatform(os: "linux", architecture: "arm64"))
                #expect(configuration.labels == ["a": "b"])
                #expect(configuration.created == "2026-11-23T08:30:00Z")
                #expect(configuration.digest == Registry.digest(Registry.configuration(architecture: "arm64")))
                let error = try await failure {
                    try await client.manifest(reference, platform: .init(os: "linux", architecture: "s390x"))
                }
                #expect(error.code == .notFound)
                #expect(error.message == "no image for linux/s390x: it is there for linux/amd64, linux/arm64")
                let ofIndex = try await failure { try await client.configuration(of: whole) }
                #expect(ofIndex.code == .invalid)
            }
        }
    }

    @Test("Another digest than the one asked for, or than the header says, is no answer")
    func wrongDigest() async throws {
        let text = Registry.image()
        let other = Registry.digest("other")
        try await StubServer.run { request, _ in
            if request.path == "/v2/" { return .json("{}") }
            let said = request.path.hasSuffix("/2") ? other : Registry.digest(text)
            let header = ("Docker-Content-Digest", said.description)
            return .json(200, text, type: Registry.manifest, headers: [header])
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let byDigest = Registry.reference(stub).with(other)
                let byTag = Registry.reference(stub, tag: "2")
                for reference in [byDigest, byTag] {
                    let error = try await failure { try await client.manifest(reference) }
                    #expect(error.code == .malformed)
                    #expect(error.message.hasPrefix("what came has the digest \(Registry.digest(text))"))
                }
                let head = try await failure { try await client.head(byDigest) }
                #expect(head.code == .malformed)
                let blob = try await failure { try await client.blob(other, in: byDigest) }
                #expect(blob.code == .malformed)
                #expect(blob.message.hasPrefix("the blob that came has the digest"))
            }
        }
    }

    @Test("What no registry could have is refused before anything is sent")
    func impossible() async throws {
        try await StubServer.run { _, _ in
            .json("{}")
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let host = stub.address
                let references = [
                    RegistryReference(registry: host, repository: "Lab/base", tag: "1"),
                    RegistryReference(registry: host, repository: "lab/../base", tag: "1"),
                    RegistryReference(registry: host, repository: "lab//base", tag: "1"),
                    RegistryReference(registry: host, repository: "", tag: "1"),
                    RegistryReference(registry: host, repository: "lab/base", tag: "a/b"),
                    RegistryReference(registry: host, repository: "lab/base", tag: ".a"),
                    RegistryReference(registry: host, repository: "lab/base", tag: ""),
                    RegistryReference(registry: host, repository: "lab/base"),
                    RegistryReference(registry: "a b", repository: "lab/base", tag: "1"),
                    RegistryReference(registry: "u:p@host", repository: "lab/base", tag: "1"),
                    RegistryReference(registry: "host/x", repository: "lab/base", tag: "1"),
                ]
                for reference in references {
                    let error = try await failure { try await client.head(reference) }
                    #expect(error.code == .invalid, "\(reference)")
                }
            }
            #expect(stub.lines == [])
        }
    }
}
