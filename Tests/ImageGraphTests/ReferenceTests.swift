import Foundation
import ImageGraph
import Testing

private let digest = "sha256:" + String(repeating: "0a", count: 32)

struct ReferenceCase: Sendable, CustomTestStringConvertible {
    let text: String
    let domain: String
    let path: String
    var tag: String?
    var digest: String?
    let familiar: String
    /// Where the rule is written down.
    let source: String

    var testDescription: String { text }
}

private let normalisation = "distribution/reference normalize.go"
private let grammar = "distribution/reference regexp.go"

private let references: [ReferenceCase] = [
    ReferenceCase(
        text: "alpine",
        domain: "docker.io",
        path: "library/alpine",
        familiar: "alpine",
        source: normalisation
    ),
    ReferenceCase(
        text: "alpine:3.20",
        domain: "docker.io",
        path: "library/alpine",
        tag: "3.20",
        familiar: "alpine:3.20",
        source: normalisation
    ),
    ReferenceCase(
        text: "library/alpine",
        domain: "docker.io",
        path: "library/alpine",
        familiar: "alpine",
        source: normalisation
    ),
    ReferenceCase(
        text: "docker.io/alpine",
        domain: "docker.io",
        path: "library/alpine",
        familiar: "alpine",
        source: normalisation
    ),
    ReferenceCase(
        text: "index.docker.io/team/app:1",
        domain: "docker.io",
        path: "team/app",
        tag: "1",
        familiar: "team/app:1",
        source: normalisation + ": the legacy domain"
    ),
    ReferenceCase(
        text: "index.docker.io/app",
        domain: "docker.io",
        path: "library/app",
        familiar: "app",
        source: normalisation + ": the legacy domain"
    ),
    ReferenceCase(text: "team/app", domain: "docker.io", path: "team/app", familiar: "team/app", source: normalisation),
    ReferenceCase(
        text: "a/b/c/d:x",
        domain: "docker.io",
        path: "a/b/c/d",
        tag: "x",
        familiar: "a/b/c/d:x",
        source: normalisation
    ),
    ReferenceCase(
        text: "library/tools/app",
        domain: "docker.io",
        path: "library/tools/app",
        familiar: "library/tools/app",
        source: normalisation + ": only a single component loses library/"
    ),
    ReferenceCase(
        text: "docker.io/mirror.test/app",
        domain: "docker.io",
        path: "mirror.test/app",
        familiar: "docker.io/mirror.test/app",
        source: "what is printed must be read as the same image"
    ),
    ReferenceCase(
        text: "library/" + String(repeating: "6", count: 64),
        domain: "docker.io",
        path: "library/" + String(repeating: "6", count: 64),
        familiar: "library/" + String(repeating: "6", count: 64),
        source: "what is printed must be read as the same image, not as an image id"
    ),
    ReferenceCase(
        text: "library/" + String(repeating: "6", count: 64) + ":1",
        domain: "docker.io",
        path: "library/" + String(repeating: "6", count: 64),
        tag: "1",
        familiar: String(repeating: "6", count: 64) + ":1",
        source: "the engine's own listing"
    ),
    ReferenceCase(
        text: "docker.io/localhost/app",
        domain: "docker.io",
        path: "localhost/app",
        familiar: "docker.io/localhost/app",
        source: "what is printed must be read as the same image"
    ),
    ReferenceCase(
        text: "docker.io/a",
        domain: "docker.io",
        path: "library/a",
        familiar: "a",
        source: normalisation
    ),
    ReferenceCase(
        text: "localhost/app",
        domain: "localhost",
        path: "app",
        familiar: "localhost/app",
        source: normalisation + ": localhost is a registry"
    ),
    ReferenceCase(
        text: "localhost:5000/app",
        domain: "localhost:5000",
        path: "app",
        familiar: "localhost:5000/app",
        source: normalisation
    ),
    ReferenceCase(
        text: "localhost:5000",
        domain: "docker.io",
        path: "library/localhost",
        tag: "5000",
        familiar: "localhost:5000",
        source: normalisation + ": without a slash there is no registry"
    ),
    ReferenceCase(
        text: "registry.test/app:v1",
        domain: "registry.test",
        path: "app",
        tag: "v1",
        familiar: "registry.test/app:v1",
        source: normalisation + ": a dot makes a registry"
    ),
    ReferenceCase(
        text: "registry:443/team/app:v1@" + digest,
        domain: "registry:443",
        path: "team/app",
        tag: "v1",
        digest: digest,
        familiar: "registry:443/team/app:v1@" + digest,
        source: grammar + ": tag and digest"
    ),
    ReferenceCase(
        text: "alpine@" + digest,
        domain: "docker.io",
        path: "library/alpine",
        digest: digest,
        familiar: "alpine@" + digest,
        source: grammar
    ),
    ReferenceCase(
        text: "Registry/app",
        domain: "Registry",
        path: "app",
        familiar: "Registry/app",
        source: normalisation + ": a capital makes a registry"
    ),
    ReferenceCase(
        text: "[::1]:5000/app",
        domain: "[::1]:5000",
        path: "app",
        familiar: "[::1]:5000/app",
        source: grammar + ": IPv6"
    ),
    ReferenceCase(
        text: "[fd00::12]/team/app",
        domain: "[fd00::12]",
        path: "team/app",
        familiar: "[fd00::12]/team/app",
        source: grammar + ": IPv6 without a port"
    ),
    ReferenceCase(
        text: "10.0.0.1:80/app",
        domain: "10.0.0.1:80",
        path: "app",
        familiar: "10.0.0.1:80/app",
        source: grammar
    ),
    ReferenceCase(
        text: "my_app.x__y-z---w",
        domain: "docker.io",
        path: "library/my_app.x__y-z---w",
        familiar: "my_app.x__y-z---w",
        source: grammar + ": separators within a component"
    ),
    ReferenceCase(
        text: "app:UPPER_lower.1-2",
        domain: "docker.io",
        path: "library/app",
        tag: "UPPER_lower.1-2",
        familiar: "app:UPPER_lower.1-2",
        source: grammar + ": tags may have capitals"
    ),
    ReferenceCase(
        text: "app:_x",
        domain: "docker.io",
        path: "library/app",
        tag: "_x",
        familiar: "app:_x",
        source: grammar + ": a tag may start with an underscore"
    ),
    ReferenceCase(
        text: "under_score.test/app",
        domain: "",
        path: "under_score.test/app",
        familiar: "under_score.test/app",
        source: grammar + ": a component with a dot that is no host name joins the path"
    ),
]

struct RefusedReference: Sendable, CustomTestStringConvertible {
    let text: String
    let code: ReferenceError.Code
    let source: String

    var testDescription: String { text.isEmpty ? "the empty text" : String(text.prefix(60)) }
}

private let refusedReferences: [RefusedReference] = [
    RefusedReference(text: "", code: .empty, source: grammar),
    RefusedReference(text: " alpine", code: .invalidFormat, source: grammar),
    RefusedReference(text: "alpine ", code: .invalidFormat, source: grammar),
    RefusedReference(text: "al pine", code: .invalidFormat, source: grammar),
    RefusedReference(text: "alpine:", code: .invalidFormat, source: grammar),
    RefusedReference(text: ":tag", code: .invalidFormat, source: grammar),
    RefusedReference(text: "alpine:-x", code: .invalidFormat, source: grammar),
    RefusedReference(text: "alpine:.x", code: .invalidFormat, source: grammar),
    RefusedReference(text: "alpine:a b", code: .invalidFormat, source: grammar),
    RefusedReference(text: "alpine:a:b", code: .invalidFormat, source: grammar),
    RefusedReference(text: "alpine:" + String(repeating: "t", count: 129), code: .invalidFormat, source: grammar),
    RefusedReference(text: "alpine@", code: .invalidDigest, source: grammar),
    RefusedReference(text: "alpine@sha256:12", code: .invalidDigest, source: "opencontainers/go-digest"),
    RefusedReference(
        text: "alpine@md5:" + String(repeating: "0", count: 32),
        code: .invalidDigest,
        source: "go-digest"
    ),
    RefusedReference(
        text: "alpine@sha256:" + String(repeating: "0A", count: 32),
        code: .invalidDigest,
        source: "opencontainers/go-digest: lowercase only"
    ),
    RefusedReference(text: "alpine@" + digest + "0", code: .invalidDigest, source: "go-digest: exact length"),
    RefusedReference(text: "Alpine", code: .uppercase, source: normalisation),
    RefusedReference(text: "docker.io/Team/app", code: .uppercase, source: normalisation),
    RefusedReference(text: "registry.test/App:v1", code: .uppercase, source: normalisation),
    RefusedReference(text: "SCRATCH", code: .uppercase, source: "only the exact spelling scratch is special"),
    RefusedReference(text: "/app", code: .invalidFormat, source: grammar),
    RefusedReference(text: "app/", code: .invalidFormat, source: grammar),
    RefusedReference(text: "a//b", code: .invalidFormat, source: grammar),
    RefusedReference(text: "a..b", code: .invalidFormat, source: grammar),
    RefusedReference(text: "a___b", code: .invalidFormat, source: grammar),
    RefusedReference(text: "a.-b", code: .invalidFormat, source: grammar),
    RefusedReference(text: "-a", code: .invalidFormat, source: grammar),
    RefusedReference(text: "a-", code: .invalidFormat, source: grammar),
    RefusedReference(text: "_a/b", code: .invalidFormat, source: grammar),
    RefusedReference(text: "registry:/app", code: .invalidFormat, source: grammar + ": a port has digits"),
    RefusedReference(text: "registry:http/app", code: .invalidFormat, source: grammar),
    RefusedReference(text: "-registry.test/app", code: .invalidFormat, source: grammar),
    RefusedReference(text: "registry-.test/app", code: .invalidFormat, source: grammar),
    RefusedReference(text: "under_score.test:80/app", code: .invalidFormat, source: grammar),
    RefusedReference(text: "[::1/app", code: .invalidFormat, source: grammar),
    RefusedReference(text: "[::1%eth0]/app", code: .invalidFormat, source: grammar + ": no zones"),
    RefusedReference(text: "[]/app", code: .invalidFormat, source: grammar),
    RefusedReference(text: "äpp", code: .invalidFormat, source: grammar + ": ASCII only"),
    RefusedReference(text: "app\n", code: .invalidFormat, source: grammar),
    RefusedReference(text: "$IMAGE", code: .uppercase, source: "capitals are looked for first"),
    RefusedReference(text: "${image}", code: .invalidFormat, source: grammar),
    RefusedReference(text: String(repeating: "0123abcd", count: 8), code: .bareIdentifier, source: normalisation),
    RefusedReference(
        text: "registry.test/" + String(repeating: "a", count: 256),
        code: .nameTooLong,
        source: "distribution/reference: RepositoryNameTotalLengthMax"
    ),
]

@Suite struct ReferenceTests {
    @Test(arguments: references)
    func isReadAndNormalised(_ entry: ReferenceCase) throws {
        let reference = try ImageReference(parsing: entry.text)
        #expect(reference.domain == entry.domain)
        #expect(reference.path == entry.path)
        #expect(reference.tag == entry.tag)
        #expect(reference.digest == entry.digest)
        #expect(reference.familiar == entry.familiar)
        #expect(reference.description == entry.familiar)
        let name = entry.domain.isEmpty ? entry.path : "\(entry.domain)/\(entry.path)"
        #expect(reference.name == name)
        // What is printed is read back as the same reference.
        #expect(try ImageReference(parsing: reference.normalized) == reference)
        #expect(try ImageReference(parsing: reference.familiar) == reference)
    }

    @Test(arguments: refusedReferences)
    func isRefused(_ entry: RefusedReference) {
        let error = #expect(throws: ReferenceError.self) { try ImageReference(parsing: entry.text) }
        #expect(error?.code == entry.code)
        #expect(error?.text == entry.text)
    }

    /// Source: `RepositoryNameTotalLengthMax` counts the path, not the registry.
    @Test func pathMayHave255Characters() throws {
        let path = String(repeating: "a", count: 255)
        #expect(try ImageReference(parsing: "registry.test/\(path):x").path == path)
    }

    @Test func latestIsAddedOnlyWhereNothingIsSaid() throws {
        #expect(try ImageReference(parsing: "app").withDefaultTag.normalized == "docker.io/library/app:latest")
        #expect(try ImageReference(parsing: "app:1").withDefaultTag.familiar == "app:1")
        #expect(try ImageReference(parsing: "app@\(digest)").withDefaultTag.familiar == "app@\(digest)")
    }

    @Test func tagsAreReplacedAndDropped() throws {
        let reference = try ImageReference(parsing: "registry.test/app:1@\(digest)")
        #expect(try reference.withTag("2").normalized == "registry.test/app:2")
        let error = #expect(throws: ReferenceError.self) { try reference.withTag("a/b") }
        #expect(error?.code == .invalidTag)
        #expect(error?.text == "a/b")
    }

    @Test(arguments: [
        ("a", true), ("A.b-c_d", true), ("_", true), ("1", true), (String(repeating: "x", count: 128), true),
        ("", false), (".a", false), ("-a", false), ("a/b", false), ("a b", false), ("ä", false), ("a:b", false),
        (String(repeating: "x", count: 129), false),
    ])
    func tagGrammar(_ tag: String, _ isValid: Bool) { #expect(ImageReference.isValidTag(tag) == isValid) }

    @Test(arguments: [
        ("master", "master"), ("feature/x", "feature-x"), ("release/1.0+2", "release-1.0-2"), ("/x", "x"),
        (".hidden", "hidden"), ("-x", "x"), ("a b", "a-b"), ("käse", "k-se"), ("_x", "_x"), ("v1.2", "v1.2"),
        (String(repeating: "y", count: 200), String(repeating: "y", count: 128)),
    ])
    func branchesBecomeLegalTags(_ text: String, _ expected: String) throws {
        let tag = try #require(ImageReference.legalTag(from: text))
        #expect(tag == expected)
        #expect(ImageReference.isValidTag(tag))
    }

    @Test(arguments: ["", "/", "...", "---", "日本"])
    func nothingLegalGivesNoTag(_ text: String) { #expect(ImageReference.legalTag(from: text) == nil) }

    @Test func referencesAreCodedAsText() throws {
        let references = [try ImageReference(parsing: "app:1"), try ImageReference(parsing: "registry.test/x")]
        let data = try JSONEncoder().encode(references)
        let texts = try JSONDecoder().decode([String].self, from: data)
        #expect(texts == ["docker.io/library/app:1", "registry.test/x"])
        #expect(try JSONDecoder().decode([ImageReference].self, from: data) == references)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ImageReference].self, from: Data(#"["Not A Reference"]"#.utf8))
        }
    }

    @Test func messagesAreShort() throws {
        let error = #expect(throws: ReferenceError.self) {
            try ImageReference(parsing: "UP" + String(repeating: "x", count: 10_000))
        }
        #expect(try #require(error).description.count < 200)
    }
}
