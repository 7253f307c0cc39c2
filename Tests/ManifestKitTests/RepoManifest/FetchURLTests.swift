import ManifestKit
import Testing

@Suite("Fetch URLs")
struct FetchURLTests {
    struct Case: Sendable {
        let fetch: String
        let manifestURL: String?
        let expected: String
        init(_ fetch: String, _ manifestURL: String?, _ expected: String) {
            (self.fetch, self.manifestURL, self.expected) = (fetch, manifestURL, expected)
        }
    }

    /// Computed with git-repo's `_XmlRemote` and Python's `urljoin`.
    static let cases: [Case] = [
        .init("..", "https://h/a/manifest", "https://h/p/q"),
        .init("..", "https://h/manifest", "https://h/p/q"),
        .init(".", "https://h/a/manifest", "https://h/a/p/q"),
        .init("..", "https://h/a/b/manifest.git", "https://h/a/p/q"),
        .init("..", "git@github.com:org/manifest.git", "ssh://git@github.com/p/q"),
        .init("..", "/srv/git/manifest", "/srv/p/q"),
        .init("../../c", "https://h/a/b/m", "https://h/c/p/q"),
        .init("..", "file:///t/remotes/org/manifest.git", "file:///t/remotes/p/q"),
        .init("..", "ssh://git@h:29418/a/m", "ssh://git@h:29418/p/q"),
        .init("../../../..", "https://h/a/m", "https://h/p/q"),
        .init("./", "https://h/a/m/", "https://h/a/p/q"),
        .init("/x", "https://h/a/m", "https://h/x/p/q"),
        .init("x/y", "https://h/a/m", "https://h/a/x/y/p/q"),
        .init("//other/x", "https://h/a/m", "https://other/x/p/q"),
        .init("http://other", "https://h/a/m", "http://other/p/q"),
        .init("https://other///", "https://h/a/m", "https://other/p/q"),
        .init("git@github.com:org/", "git@github.com:org/manifest.git", "ssh://git@github.com/org/p/q"),
        .init("ssh://git@github.com/org/", "git@github.com:org/m.git", "ssh://git@github.com/org/p/q"),
        .init("git@github.com:org/", "ssh://git@github.com/org/m.git", "ssh://git@github.com/org/p/q"),
        .init("u@x@h:p", "https://h/a/m", "ssh://u@x@h/p/p/q"),
        .init("@h:p", "https://h/a/m", "https://h/a/@h:p/p/q"),
        .init("..", "h/a/manifest", "h/p/q"),
        .init("persistent-https://h/x", "https://h/a/m", "persistent-https://h/x/p/q"),
        .init("..", "sso://team/a/m", "sso://team/p/q"),
        .init("..", "git://h/a/m", "git://h/p/q"),
        // Python joins nothing under a scheme that it does not know.
        .init("..", "custom://h/a/m", "../p/q"),
        .init("https://h/x", nil, "https://h/x/p/q"),
        .init("..", nil, "../p/q"),
    ]

    @Test(arguments: cases)
    func url(_ sample: Case) throws {
        let text = """
            <manifest><remote name='o' fetch='\(sample.fetch)'/><default remote='o' revision='m'/>
            <project name='p/q'/></manifest>
            """
        let tree = try TemporaryTree(["m.xml": text])
        let manifest = try RepoManifest.load(
            file: "\(tree.path)/m.xml",
            includeRoot: tree.path,
            manifestURL: sample.manifestURL
        )
        #expect(manifest.projects.map(\.url) == [sample.expected])
        // Without the manifest's URL a relative one cannot be resolved, which is said.
        let isUnresolved = sample.manifestURL == nil && sample.fetch == ".."
        #expect(manifest.warnings.map(\.code) == (isUnresolved ? ["relative-fetch"] : []))
    }

    @Test(
        "What is no short form of ssh stays as it is",
        arguments: [
            "/git@foo.com:bar/baf", "gi/t@foo.com:bar/baf", "git@fo/o.com:bar/baf", "git@foo.com/baf/bat",
        ]
    )
    func notShort(_ fetch: String) throws {
        // T TestNormalizeUrl
        let text = "<manifest><remote name='o' fetch='\(fetch)' revision='m'/><project name='p' remote='o'/></manifest>"
        let tree = try TemporaryTree(["m.xml": text])
        let manifest = try RepoManifest.load(file: "\(tree.path)/m.xml", includeRoot: tree.path, manifestURL: nil)
        #expect(manifest.projects.map(\.url) == ["\(fetch)/p"])
    }

    @Test("Review and push URLs are kept and change nothing")
    func otherURLs() throws {
        let text = """
            <manifest><remote name='o' alias='al' fetch='https://h' pushurl='ssh://p' review='https://r/'/>
            <project name='p' remote='o' revision='m'/></manifest>
            """
        let tree = try TemporaryTree(["m.xml": text])
        let manifest = try RepoManifest.load(file: "\(tree.path)/m.xml", includeRoot: tree.path, manifestURL: nil)
        let project = try #require(manifest.projects.first)
        #expect(project.url == "https://h/p")
        #expect(project.remoteName == "al")
        let remote = RepoManifest.Remote(
            name: "o",
            alias: "al",
            fetch: "https://h",
            pushURL: "ssh://p",
            review: "https://r/"
        )
        #expect(project.remote == remote)
    }
}
