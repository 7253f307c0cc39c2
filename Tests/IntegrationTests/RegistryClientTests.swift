import Foundation
import ImageRegistry
import Logging
import TestSupport
import Testing

/// Our client against Debian's registry, and against `skopeo`, which must see the same.
@Suite(
    "The client of registries",
    .enabled(if: RealRegistry.isThere, RealRegistry.comment),
    .enabled(if: RealRegistry.hasOracle, "no skopeo: scripts/install-tools"),
    .timeLimit(.minutes(10))
)
struct RegistryClientTests {
    private struct Inspected: Decodable {
        var digest: String
        var labels: [String: String]
        var tags: [String]
        var created: String
        var architecture: String

        private enum CodingKeys: String, CodingKey {
            case digest = "Digest"
            case labels = "Labels"
            case tags = "RepoTags"
            case created = "Created"
            case architecture = "Architecture"
        }
    }

    /// What skopeo says of an image.
    private static func inspect(_ reference: RegistryReference, _ more: [String] = []) async throws -> Inspected {
        let command = ["skopeo", "inspect", "--tls-verify=false"] + more + ["docker://\(reference)"]
        return try JSONDecoder().decode(Inspected.self, from: Data(try await Program.output(command, in: "/").utf8))
    }

    /// Asks for one image as often, all at once.
    private static func expectHeads(_ count: Int, of place: RegistryReference, by client: RegistryClient) async throws {
        let digests = try await withThrowingTaskGroup(of: ContentDigest.self) { group in
            for _ in 0..<count { group.addTask { try await client.head(place).digest } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(digests.count == count)
        #expect(Set(digests).count == 1)
    }

    private static let labels = ["org.example.hash": "0123", "two": "words here"]

    @Test("Digests, labels and tags are those that skopeo sees; tags and copies move no byte")
    func open() async throws {
        try await RealRegistry.run { registry in
            try await registry.client { client in
                let image = try RegistryImage(labels: Self.labels)
                let first = registry.reference("lab/base")
                let manifest = try await image.write(to: first, by: client)
                for tag in ["b", "input-0123456789abcdef", "a"] {
                    try await client.putManifest(manifest, at: first.with(tag: tag))
                }
                let copy = registry.reference("rel/base")
                for blob in [image.configuration, image.layer] {
                    let isMounted = try await client.mount(ContentDigest(of: blob), from: first, to: copy)
                    #expect(isMounted)
                }
                try await client.putManifest(manifest, at: copy)
                try await Self.expectHeads(200, of: first, by: client)

                for reference in [first.with(tag: "a"), copy] {
                    let seen = try await Self.inspect(reference)
                    let head = try await client.head(reference)
                    #expect(head.digest.description == seen.digest)
                    #expect(head.digest == image.digest)
                    #expect(head.size == Int64(image.manifest.utf8.count))
                    let read = try await client.manifest(reference)
                    let configuration = try await client.configuration(of: read)
                    #expect(configuration.labels == seen.labels)
                    #expect(configuration.labels == Self.labels)
                    #expect(configuration.created == seen.created)
                    #expect(configuration.platform.architecture == seen.architecture)
                    let tags = try await client.tags(of: reference)
                    #expect(tags == seen.tags.sorted())
                }
            }
        }
    }

    @Test("Of an index the image of a platform is the one that skopeo takes")
    func index() async throws {
        try await RealRegistry.run { registry in
            try await registry.client { client in
                let place = registry.reference("lab/base")
                var entries: [String] = []
                for architecture in ["amd64", "arm64"] {
                    let image = try RegistryImage(labels: ["for": architecture], architecture: architecture)
                    try await image.write(to: place.with(image.digest), by: client)
                    entries.append(
                        """
                        {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\(image.digest)",\
                        "size":\(image.manifest.utf8.count),"platform":{"os":"linux","architecture":"\(architecture)"}}
                        """
                    )
                }
                let text = """
                    {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json",\
                    "manifests":[\(entries.joined(separator: ","))]}
                    """
                let index = try RegistryManifest(bytes: Array(text.utf8), mediaType: nil, reference: place)
                try await client.putManifest(index, at: place)
                for architecture in ["amd64", "arm64"] {
                    let platform = ImagePlatform(os: "linux", architecture: architecture)
                    let child = try await client.manifest(place, platform: platform)
                    let ours = try await client.configuration(of: child)
                    let seen = try await Self.inspect(place, ["--override-arch", architecture])
                    #expect(ours.labels == seen.labels)
                    #expect(ours.labels == ["for": architecture])
                }
                let head = try await client.head(place)
                #expect(head.digest == index.digest)
                #expect(head.mediaType == ManifestType.ociIndex.rawValue)
            }
        }
    }

    @Test("What says something of an image is found by the tag that stands for it: Debian's registry keeps no account")
    func referrers() async throws {
        try await RealRegistry.run { registry in
            try await registry.client { client in
                let image = try RegistryImage(labels: [:])
                let place = registry.reference("lab/base")
                let manifest = try await image.write(to: place, by: client)
                let empty = try await client.referrers(of: place.with(image.digest))
                #expect(empty == [])
                try await client.uploadBlob(Array("{}".utf8), to: place)
                let text = """
                    {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"a/b",\
                    "config":{"mediaType":"application/vnd.oci.empty.v1+json",\
                    "digest":"\(ContentDigest(of: Array("{}".utf8)))","size":2},"layers":[],\
                    "subject":{"mediaType":"\(manifest.mediaType.rawValue)","digest":"\(image.digest)",\
                    "size":\(image.manifest.utf8.count)}}
                    """
                let artifact = try RegistryManifest(bytes: Array(text.utf8), mediaType: nil, reference: place)
                try await client.putManifest(artifact, at: place.with(artifact.digest))
                let found = try await client.referrers(of: place.with(image.digest))
                #expect(found.map(\.digest) == [artifact.digest])
                #expect(found.first?.artifactType == "a/b")
            }
        }
    }

    @Test("What is missing: an image, a repository, a part of what is written")
    func missing() async throws {
        try await RealRegistry.run { registry in
            try await registry.client { client in
                let image = try RegistryImage(labels: [:])
                let place = registry.reference("lab/base")
                try await image.write(to: place, by: client)
                let other = ContentDigest(of: [7])
                for reference in [place.with(tag: "no"), registry.reference("no/such"), place.with(other)] {
                    await expect(code: .notFound) { try await client.head(reference) }
                    await expect(code: .notFound) { try await client.manifest(reference) }
                }
                await expect(code: .notFound) { try await client.tags(of: registry.reference("no/such")) }
                await expect(code: .notFound) { try await client.blob(other, in: place) }
                let elsewhere = registry.reference("rel/base")
                let manifest = try await client.manifest(place)
                await expect(code: .refused(status: 404), .refused(status: 400), .notFound) {
                    try await client.putManifest(manifest, at: elsewhere)
                }
                let isMounted = try await client.mount(other, from: place, to: elsewhere)
                #expect(!isMounted)
            }
        }
    }

    @Test("A registry with passwords")
    func passwords() async throws {
        try await RealRegistry.run { folder in
            let crypt = ["perl", "-e", "print crypt($ARGV[0], q($2y$05$abcdefghijklmnopqrstuu))", "s3cret"]
            try folder.write("htpasswd", "me:\(try await Program.output(crypt, in: "/"))\n")
            return "auth: {htpasswd: {realm: test, path: '\(folder.path("htpasswd"))'}}"
        } _: { registry in
            let image = try RegistryImage(labels: Self.labels)
            let place = registry.reference("lab/base")
            try await registry.client(login: .password(username: "me", password: "s3cret")) { client in
                try await image.write(to: place, by: client)
                let seen = try await Self.inspect(place, ["--creds", "me:s3cret"])
                #expect(seen.digest == image.digest.description)
                await expect(code: .notFound) { try await client.head(place.with(tag: "no")) }
            }
            try await registry.client { client in
                await expect(code: .unauthorized) { try await client.head(place) }
            }
            try await registry.client(login: .password(username: "me", password: "wrong")) { client in
                await expect(code: .denied) { try await client.head(place) }
            }
        }
    }

    @Test("A registry with tokens, anonymous and with a login", .enabled(if: RealRegistry.path("openssl") != nil))
    func tokens() async throws {
        let keys = try TemporaryFolder()
        let issuer = try await TokenIssuer(in: keys, users: ["me": "s3cret"])
        try await StubServer.run { request, _ in
            issuer.answer(request)
        } _: { server in
            try await RealRegistry.run { _ in
                TokenIssuer.settings(server, keys)
            } _: { registry in
                let image = try RegistryImage(labels: Self.labels)
                let open = registry.reference("open/base")
                let closed = registry.reference("closed/base")
                try await registry.client(login: .password(username: "me", password: "s3cret")) { client in
                    try await image.write(to: closed, by: client)
                    for blob in [image.configuration, image.layer] {
                        let isMounted = try await client.mount(ContentDigest(of: blob), from: closed, to: open)
                        #expect(isMounted)
                    }
                    try await client.putManifest(try await client.manifest(closed), at: open)
                    try await client.prepare(reading: (0..<25).map { registry.reference("open/r\($0)") })
                    await expect(code: .notFound) { try await client.head(registry.reference("open/r24")) }
                }
                try await registry.client { client in
                    let head = try await client.head(open)
                    #expect(head.digest == image.digest)
                    await expect(code: .unauthorized) { try await client.head(closed) }
                }
                try await registry.client(login: .password(username: "me", password: "wrong")) { client in
                    await expect(code: .denied) { try await client.head(open) }
                }
            }
        }
    }

    @Test(
        "A registry without TLS that is not of this machine, by its name, is not spoken to",
        .enabled(if: RealRegistry.ownName != nil)
    )
    func plain() async throws {
        try await RealRegistry.run(host: "0.0.0.0") { registry in
            let host = "\(try #require(RealRegistry.ownName)):\(registry.port)"
            let place = RegistryReference(registry: host, repository: "lab/base", tag: "1")
            try await registry.client { client in
                await expect(code: .notTrusted) { try await client.head(place) }
            }
            let plain = RegistryOptions(plainRegistries: [host], certificateFolders: [])
            try await registry.client(plain) { client in
                await expect(code: .notFound) { try await client.head(place) }
            }
        }
    }

    @Test(
        "TLS with an authority of its own",
        .enabled(if: RealRegistry.path("openssl") != nil && RealRegistry.ownName != nil)
    )
    func authority() async throws {
        let name = try #require(RealRegistry.ownName)
        let tls = ", tls: {certificate: 'FOLDER/cert.pem', key: 'FOLDER/key.pem'}"
        try await RealRegistry.run(host: "0.0.0.0", http: tls) { folder in
            try await SelfSigned.make(in: folder, subject: name, names: "DNS:\(name)")
            return ""
        } _: { registry in
            let host = "\(name):\(registry.port)"
            let place = RegistryReference(registry: host, repository: "lab/base", tag: "1")
            let certificates = registry.folder.path("certs.d")
            try registry.folder.write("certs.d/\(host)/ca.crt", try registry.folder.read("cert.pem"))
            try await registry.client(RegistryOptions(certificateFolders: [certificates])) { client in
                try await RegistryImage(labels: Self.labels).write(to: place, by: client)
                let tags = try await client.tags(of: place)
                #expect(tags == ["1"])
                try await Self.expectHeads(200, of: place, by: client)
            }
            // Without it, and under a name that is not in the certificate.
            try await registry.client { client in
                await expect(code: .notTrusted) { try await client.head(place) }
            }
            let insecure = RegistryOptions(insecureRegistries: [host], certificateFolders: [])
            try await registry.client(insecure) { client in
                let head = try await client.head(place)
                #expect(head.size > 0)
            }
            // This machine need not prove who it is.
            try await registry.client { client in
                let head = try await client.head(registry.reference("lab/base"))
                #expect(head.size > 0)
            }
        }
    }
}

/// The code of the error of a call that must fail.
private func expect(
    code: RegistryError.Code...,
    sourceLocation: SourceLocation = #_sourceLocation,
    isolation: isolated (any Actor)? = #isolation,
    _ call: () async throws -> Any
) async {
    do {
        let value = try await call()
        Issue.record("no error, but \(value)", sourceLocation: sourceLocation)
    } catch {
        let found = (error as? RegistryError)?.code
        #expect(found.map(code.contains) == true, "\(error)", sourceLocation: sourceLocation)
    }
}
