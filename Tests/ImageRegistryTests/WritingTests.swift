import Foundation
import ImageRegistry
import NIOHTTP1
import TestSupport
import Testing

@Suite("Writing", .timeLimit(.minutes(2)))
struct WritingTests {
    private typealias Registry = TestRegistry

    @Test("A manifest is written with its very bytes and its type")
    func retag() async throws {
        let text = Registry.image(more: "  ")
        try await StubServer.run { request, _ in
            switch request.method {
            case .PUT: .whole(201, headers: [("Docker-Content-Digest", Registry.digest(text).description)])
            default: request.path == "/v2/" ? .json("{}") : Registry.answer(text)
            }
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let manifest = try await client.manifest(Registry.reference(stub))
                try await client.putManifest(manifest, at: Registry.reference(stub, tag: "new"))
                let put = try #require(stub.requests.last)
                #expect(put.target == "/v2/lab/base/manifests/new")
                #expect(put.text == text)
                #expect(put.headers["Content-Type"] == [Registry.manifest])
                let wrong = Registry.reference(stub).with(Registry.digest("other"))
                let error = try await failure { try await client.putManifest(manifest, at: wrong) }
                #expect(error.code == .invalid)
                #expect(stub.requests.last?.target == put.target)
            }
        }
    }

    @Test("What a registry refuses to write, and what it wrote otherwise")
    func refusals() async throws {
        let text = Registry.image()
        try await StubServer.run { request, _ in
            switch request.path {
            case "/v2/": .json("{}")
            case "/v2/lab/base/manifests/1": Registry.errors(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry")
            default: .whole(201, headers: [("Docker-Content-Digest", Registry.digest("other").description)])
            }
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let reference = Registry.reference(stub)
                let manifest = try RegistryManifest(bytes: Array(text.utf8), mediaType: nil, reference: reference)
                let missing = try await failure { try await client.putManifest(manifest, at: reference) }
                #expect(missing.code == .refused(status: 400))
                #expect(missing.message == "MANIFEST_BLOB_UNKNOWN: blob unknown to registry")
                let other = try await failure { try await client.putManifest(manifest, at: reference.with(tag: "2")) }
                #expect(other.code == .malformed)
            }
        }
    }

    @Test(
        "Where a registry does not keep account of what refers to an image, its fallback tag is kept",
        arguments: [true, false]
    )
    func subject(isKept: Bool) async throws {
        let image = ContentDigest(of: [1])
        let more = #","subject":{"mediaType":"\#(Registry.manifest)","digest":"\#(image)","size":1}"#
        let text = Registry.image(more: more + #","artifactType":"a/b","annotations":{"k":"v"}"#)
        let tag = "/v2/lab/base/manifests/sha256-\(image.hexadecimal)"
        try await StubServer.run { request, _ in
            switch (request.method, request.path) {
            case (_, "/v2/"): .json("{}")
            case (.PUT, _): .whole(201, headers: isKept ? [("OCI-Subject", image.description)] : [])
            default: Registry.errors(404, "MANIFEST_UNKNOWN")
            }
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let reference = Registry.reference(stub).with(Registry.digest(text))
                let manifest = try RegistryManifest(bytes: Array(text.utf8), mediaType: nil, reference: reference)
                try await client.putManifest(manifest, at: reference)
                let last = try #require(stub.requests.last)
                guard !isKept else {
                    #expect(stub.lines == ["GET /v2/", "PUT \(reference.path)"])
                    return
                }
                #expect(stub.lines == ["GET /v2/", "PUT \(reference.path)", "GET \(tag)", "PUT \(tag)"])
                #expect(last.headers["Content-Type"] == [Registry.index])
                let index = try RegistryManifest(bytes: last.body, mediaType: Registry.index, reference: reference)
                let expected = ManifestDescriptor(
                    digest: Registry.digest(text),
                    mediaType: Registry.manifest,
                    size: Int64(text.utf8.count),
                    artifactType: "a/b",
                    annotations: ["k": "v"]
                )
                #expect(index.content == .index([expected]))
            }
        }
    }

    @Test("A mount needs leave for both repositories; what is begun instead is given up")
    func mount() async throws {
        let digest = ContentDigest(of: [1])
        try await StubServer.run { _, _ in
            .json(#"{"token":"T"}"#)
        } _: { tokens in
            try await StubServer.run { request, _ in
                guard request.authorization != nil else {
                    let realm = #"Bearer realm="http://\#(tokens.address)/t",service="S""#
                    return .whole(401, headers: [("WWW-Authenticate", realm)])
                }
                if request.method == .DELETE { return .whole(204) }
                return request.path.hasPrefix("/v2/rel/has/")
                    ? .whole(201) : .whole(202, headers: [("Location", "/upload/7?state=x")])
            } _: { stub in
                try await Registry.with(Registry.client(Registry.options(stub))) { client in
                    let source = Registry.reference(stub)
                    let first = try await client.mount(digest, from: source, to: Registry.reference(stub, "rel/has"))
                    #expect(first)
                    let query = "mount=\(digest)&from=lab/base"
                    #expect(stub.lines.last == "POST /v2/rel/has/blobs/uploads/?\(query)")
                    let scopes = "scope=repository:rel/has:pull%2Cpush&scope=repository:lab/base:pull"
                    #expect(tokens.lines == ["GET /t?service=S&\(scopes)"])
                    let second = try await client.mount(digest, from: source, to: Registry.reference(stub, "rel/not"))
                    #expect(!second)
                    #expect(stub.lines.last == "DELETE /upload/7?state=x")
                    let elsewhere = RegistryReference(registry: "other.example", repository: "a")
                    let error = try await failure { try await client.mount(digest, from: elsewhere, to: source) }
                    #expect(error.code == .invalid)
                }
            }
        }
    }

    @Test("A blob is uploaded unless it is there; its place may be on another server, which is shown nothing")
    func upload() async throws {
        let login = RegistryLogin.password(username: "me", password: "s3cret")
        let blob = Array("content".utf8)
        let digest = ContentDigest(of: blob)
        try await StubServer.run { _, _ in
            .whole(201)
        } _: { store in
            try await StubServer.run { request, _ in
                guard request.authorization != nil else {
                    return .whole(401, headers: [("WWW-Authenticate", #"Basic realm="r""#)])
                }
                let isElsewhere = request.path.hasPrefix("/v2/lab/far/")
                let place = isElsewhere ? "http://\(store.address)/up?sig=x" : "/v2/lab/near/blobs/uploads/1"
                return switch (request.method, request.path) {
                case (_, "/v2/"): .json("{}")
                case (.HEAD, let path): path.hasPrefix("/v2/lab/has/") ? .whole(200) : .whole(404)
                case (.POST, _): .whole(202, headers: [("Location", place)])
                default: .whole(201, headers: [("Docker-Content-Digest", digest.description)])
                }
            } _: { stub in
                try await Registry.with(Registry.client(Registry.options(stub), login: { _ in login })) { client in
                    for name in ["has", "near", "far"] {
                        let found = try await client.uploadBlob(blob, to: Registry.reference(stub, "lab/\(name)"))
                        #expect(found == digest)
                    }
                }
                #expect(!stub.lines.contains { $0.hasPrefix("POST /v2/lab/has/") })
                #expect(stub.lines.contains("PUT /v2/lab/near/blobs/uploads/1?digest=\(digest)"))
                #expect(store.lines == ["PUT /up?sig=x&digest=\(digest)"])
                #expect(store.requests[0].body == blob)
                #expect(store.requests[0].authorization == nil)
            }
        }
    }
}

extension RegistryReference {
    /// Of its manifest.
    fileprivate var path: String {
        switch version {
        case .tag(let tag): "/v2/\(repository)/manifests/\(tag)"
        case .digest(let digest): "/v2/\(repository)/manifests/\(digest)"
        case nil: "/v2/\(repository)/manifests/"
        }
    }
}
