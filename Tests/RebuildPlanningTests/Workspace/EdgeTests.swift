import GitProbe
import ImageGraph
import ManifestKit
import RebuildPlanning
import Testing

/// What a name in a Dockerfile means among the images of the lists: contract, 1.2 and 1.4.
struct EdgeTests {
    /// Loads the workspace of a tree and makes its plan without an engine.
    private func load(
        _ files: [String: String] = [:],
        _ change: @escaping (inout WorkspaceOptions) -> Void = { _ in }
    ) async throws -> (Workspace, WorkspaceSources) {
        try await CheckTree.withTree(files) { tree in
            var options = WorkspaceOptions()
            options.repoRoot = tree.root
            options.imageList = "\(tree.root)/images.yml"
            change(&options)
            let git = try GitProbe.locate(environment: tree.environment)
            let workspace = try await Workspace.load(options, git: git)
            return (workspace, await WorkspaceSources.probe(workspace, git: git, jobs: 2))
        }
    }

    private let base = ImageKey("lab/base")
    private let app = ImageKey("lab/app")

    @Test("another output tag cuts no edge: a parent that is named by the list's tag carries both")
    func renamedOutput() async throws {
        let (workspace, _) = try await load { $0.buildTag = "rel" }
        #expect(workspace.graph.parents(of: app) == [base])
        #expect(workspace[base]?.requiredTags == ["rel", "candidate"])
        #expect(workspace[app]?.requiredTags == ["rel"])
    }

    @Test("with branch tags, a branch and a git tag that are no legal tags are tagged as legal ones")
    func branchTags() async throws {
        let manifest = CheckTree.manifest.replacing("revision=\"master\"", with: "revision=\"feature/x\"")
        let script =
            "git -C lib update-ref refs/remotes/origin/feature/x HEAD; git -C lib tag release/1; git -C lib tag v2"
        try await CheckTree.withTree([".repo/manifest.xml": manifest], script: script) { tree in
            var options = WorkspaceOptions()
            options.repoRoot = tree.root
            options.imageList = "\(tree.root)/images.yml"
            options.branchTags = true
            let git = try GitProbe.locate(environment: tree.environment)
            let workspace = try await Workspace.load(options, git: git)
            let sources = await WorkspaceSources.probe(workspace, git: git, jobs: 2)
            let image = try #require(DesiredImage.all(of: workspace, sources: sources).first { $0.key == base })
            let commit = try #require(image.commit)
            #expect(Set(["feature-x", "feature-x-\(commit)", "release-1", "v2"]).isSubset(of: image.cleanTags))
            #expect(image.respelledTags == ["feature/x": "feature-x", "release/1": "release-1"])
        }
    }

    @Test("an edge by the output's own tag holds as well")
    func namedByOutput() async throws {
        let files = ["app/Dockerfile": "FROM lab/base:rel\n"]
        let (workspace, _) = try await load(files) { $0.buildTag = "rel" }
        #expect(workspace.graph.parents(of: app) == [base])
        #expect(workspace[base]?.requiredTags == ["rel"])
    }

    @Test("a pull-only image that is named by the list's tag gets both tags, too")
    func pullOnly() async throws {
        let files = ["app/Dockerfile": "FROM redis:candidate\n"]
        let (workspace, _) = try await load(files) { $0.buildTag = "rel" }
        #expect(workspace.graph.parents(of: app) == [ImageKey("redis:3.2")])
        #expect(workspace[ImageKey("redis:3.2")]?.requiredTags == ["rel", "candidate"])
    }

    @Test("a tag that is neither is that exact image", arguments: ["candidate-old", "rel2", "latest"])
    func others(_ tag: String) async throws {
        let files = ["app/Dockerfile": "FROM lab/base:\(tag)\n"]
        let (workspace, _) = try await load(files) { $0.buildTag = "rel" }
        #expect(workspace.graph.parents(of: app) == [ImageKey("lab/base:\(tag)")])
    }

    private func problems(_ list: String, files: [String: String] = [:]) async throws -> [String] {
        let all = files.merging(["images.yml": list]) { first, _ in first }
        let error = await #expect(throws: InputError.self) { _ = try await load(all) }
        return error?.diagnostics.map(\.code) ?? []
    }

    @Test(
        "one image under two spellings is one image listed twice",
        arguments: ["docker.io/lab/base", "index.docker.io/lab/base"]
    )
    func spellings(_ name: String) async throws {
        let list = CheckTree.list + "\n  - name: \(name)\n    repo: app\n"
        #expect(try await problems(list) == ["listed-twice"])
    }

    @Test(
        "names that no build can be given are refused",
        arguments: ["scratch", "Lab/app", "docker.io/library/scratch"]
    )
    func names(_ name: String) async throws {
        let list = CheckTree.list + "\n  - name: \(name)\n    repo: app\n"
        #expect(try await problems(list) == ["bad-reference"])
    }

    @Test("a registry's host may have capitals")
    func host() async throws {
        let list = CheckTree.list + "\n  - name: Registry.Example.org/app\n    repo: app\n"
        let (workspace, _) = try await load(["images.yml": list])
        #expect(workspace.images.contains { $0.key.name == "Registry.Example.org/app" })
    }

    @Test("a listed parent that is built for another platform is an error at the line that names it")
    func platforms() async throws {
        let list = CheckTree.list + "\n    platform: linux/arm64\n"
        #expect(try await problems(list) == ["platform-differs"])
    }

    @Test("an image that names no platform is of the engine's, which no digest knows")
    func enginePlatform() async throws {
        let list = CheckTree.list.replacing("path: base", with: "path: base\n    platform: linux/arm64")
        let (workspace, sources) = try await load(["images.yml": list]) { $0.enginePlatform = "linux/arm64" }
        #expect(workspace.graph.parents(of: app) == [base])
        let error = await #expect(throws: InputError.self) {
            try await load(["images.yml": list]) { $0.enginePlatform = "linux/amd64" }
        }
        #expect(error?.diagnostics.map(\.code) == ["platform-differs"])
        #expect(workspace[app]?.recipe?.platform == nil)
        let plain = try await load { $0.enginePlatform = "linux/arm64" }.1
        let other = try await load { $0.enginePlatform = "linux/s390x" }.1
        #expect(plain[app]?.inputDigest != nil)
        #expect(plain[app]?.inputDigest == other[app]?.inputDigest)
        #expect(sources[app]?.inputDigest != plain[app]?.inputDigest)
    }

    @Test("one platform under two spellings is one platform")
    func samePlatform() async throws {
        let list =
            CheckTree.list.replacing("path: base", with: "path: base\n    platform: linux/aarch64")
            + "\n    platform: linux/arm64\n"
        let (workspace, _) = try await load(["images.yml": list])
        #expect(workspace.graph.parents(of: app) == [base])
    }

    // MARK: What enters the input digest and the labels

    private func digest(_ arguments: [String: String], dockerfile: String) async throws -> String? {
        let files = ["app/Dockerfile": dockerfile]
        let (_, sources) = try await load(files) { $0.buildArguments = arguments }
        return sources[app]?.inputDigest
    }

    @Test(
        "arguments that the Dockerfile does not declare, and docker's proxies, make no other image",
        arguments: ["OTHER", "HTTP_PROXY", "https_proxy", "no_proxy"]
    )
    func undeclared(_ name: String) async throws {
        let dockerfile = "FROM debian:12\nARG DECLARED\nARG \(name == "OTHER" ? "X" : name)\n"
        let without = try await digest([:], dockerfile: dockerfile)
        #expect(without != nil)
        #expect(try await digest([name: "1"], dockerfile: dockerfile) == without)
        #expect(try await digest(["DECLARED": "1"], dockerfile: dockerfile) != without)
    }

    @Test("a token in a fetch URL reaches no label")
    func credentials() async throws {
        let manifest = CheckTree.manifest.replacing("https://git", with: "https://bot:TOKEN@git")
        let (_, sources) = try await load([".repo/manifest.xml": manifest])
        let labels = try #require(sources[app]?.labels)
        #expect(labels[LabelName.vcsURL] == "https://git.example.org/app")
        #expect(!labels.values.contains { $0.contains("TOKEN") || $0.contains("bot") })
    }
}
