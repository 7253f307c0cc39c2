import Foundation
import GitProbe
import ImageGraph
import ManifestKit
import RebuildPlanning
import Testing

/// What a run is made of when images are named: contract, 1.6.
struct SelectionTests {
    /// base ← mid ← leaf; base ← side; lone stands on redis, which is listed; debian:12 is in no list.
    private static let files = [
        "images.yml": """
        docker_build_tag: candidate
        pull_only_images: ["redis:3.2"]
        buildable_images:
          - {name: lab/base, repo: lib, path: base}
          - {name: lab/mid, repo: app, path: mid}
          - {name: lab/leaf, repo: app, path: leaf}
          - {name: lab/side, repo: app, path: side}
          - {name: lab/lone, repo: app, path: lone}
        """,
        "app/mid/Dockerfile": "FROM lab/base:candidate\n",
        "app/leaf/Dockerfile": "FROM lab/mid:candidate\n",
        "app/side/Dockerfile": "FROM lab/base:candidate\n",
        "app/lone/Dockerfile": "FROM redis:3.2\n",
    ]

    private func load(
        _ terms: [String],
        _ files: [String: String] = [:],
        whitelist: Bool = false
    ) async throws -> Workspace {
        let all = Self.files.merging(files) { _, new in new }
        return try await CheckTree.withTree(all) { tree in
            var options = WorkspaceOptions()
            options.repoRoot = tree.root
            options.imageList = "\(tree.root)/images.yml"
            options.selection = ImageSelection(texts: terms)
            if whitelist { options.whitelist = "\(tree.root)/wanted.yml" }
            return try await Workspace.load(options, git: GitProbe.locate(environment: tree.environment))
        }
    }

    private func problems(
        _ terms: [String],
        _ files: [String: String] = [:],
        whitelist: Bool = false
    ) async throws -> [String] {
        let error = await #expect(throws: InputError.self) { try await load(terms, files, whitelist: whitelist) }
        return error?.diagnostics.map { problem in
            "\(problem.code): \(problem.message)" + (problem.hint.map { " (\($0))" } ?? "")
        } ?? []
    }

    struct Case: Sendable {
        let terms: [String]
        let selected: Set<String>
        /// What the run has beside them.
        var added: Set<String> = []
    }

    @Test(
        "what is selected, and what is added for it",
        arguments: [
            Case(terms: ["base"], selected: ["lab/base"], added: ["debian:12"]),
            Case(terms: ["leaf"], selected: ["lab/leaf"], added: ["lab/mid", "lab/base", "debian:12"]),
            Case(terms: ["mid..."], selected: ["lab/mid", "lab/leaf"], added: ["lab/base", "debian:12"]),
            Case(
                terms: ["base...", "!leaf"],
                selected: ["lab/base", "lab/mid", "lab/side"],
                added: ["debian:12"]
            ),
            // Needed all the same, so it comes back, but not as selected.
            Case(terms: ["mid", "leaf", "!mid"], selected: ["lab/leaf"], added: ["lab/mid", "lab/base", "debian:12"]),
            Case(
                terms: ["!mid..."],
                selected: ["lab/base", "lab/side", "lab/lone", "redis:3.2"],
                added: ["debian:12"]
            ),
            Case(
                terms: ["lab/[ml]*", "!leaf"],
                selected: ["lab/mid", "lab/lone"],
                added: ["lab/base", "redis:3.2", "debian:12"]
            ),
            Case(terms: ["redis..."], selected: ["redis:3.2", "lab/lone"]),
            // What no list has.
            Case(terms: ["debian"], selected: ["debian:12"]),
            Case(
                terms: ["debian:12...", "!base..."],
                selected: ["debian:12"]
            ),
        ]
    )
    func selected(_ example: Case) async throws {
        let workspace = try await load(example.terms)
        #expect(Set(workspace.selected.map(\.name)) == example.selected)
        #expect(Set(workspace.images.map(\.key.name)) == example.selected.union(example.added))
        for image in workspace.images where image.role == .buildable {
            #expect((image.origin == .listed) == example.selected.contains(image.key.name), "\(image.key)")
        }
    }

    @Test("without names all is wanted, and nothing is called selected")
    func everything() async throws {
        let workspace = try await load([])
        #expect(workspace.selected.isEmpty)
        #expect(workspace.images.count == 7)
    }

    @Test("names choose from what the whitelist wants, with what that needs")
    func whitelisted() async throws {
        let wanted = ["wanted.yml": "docker_image_whitelist: [lab/mid, \"redis:4.0\"]\n"]
        let mid = try await load(["base..."], wanted, whitelist: true)
        #expect(mid.selected == [ImageKey("lab/base"), ImageKey("lab/mid")])
        let redis = try await load(["redis"], wanted, whitelist: true)
        #expect(redis.images.map(\.key) == [ImageKey("redis:4.0")])
        #expect(
            try await problems(["side"], wanted, whitelist: true) == ["unknown-name: 'side' is no image of this run"]
        )
        let typo = ["wanted.yml": "docker_image_whitelist: [lab/mid, lab/bass]\n"]
        #expect(try await problems(["mid"], typo, whitelist: true).map { $0.prefix { $0 != ":" } } == ["unknown-image"])
    }

    @Test("what selects nothing is told, all of it")
    func refused() async throws {
        #expect(
            try await problems(["bse", "lab/mdi", "!nothing", ""]) == [
                "unknown-name: 'bse' is no image of this run (did you mean 'base'?)",
                "unknown-name: 'lab/mdi' is no image of this run (did you mean 'lab/mid'?)",
                "unknown-name: '!nothing' is no image of this run", "unknown-name: '' is no image of this run",
            ]
        )
        #expect(
            try await problems(["mid", "!lab/*"]) == ["nothing-selected: 'mid' '!lab/*' leaves no image of the list"]
        )
        let two = ["images.yml": (Self.files["images.yml"] ?? "") + "\n  - {name: shop/mid, repo: app, path: mid}\n"]
        #expect(
            try await problems(["mid..."], two) == [
                "ambiguous-name: 'mid...' could be any of lab/mid, shop/mid (write more of the name, or '*/mid' for all of them)"
            ]
        )
    }

    @Test("what is wrong with an image counts only where it may be meant")
    func broken() async throws {
        let files = ["app/side/Dockerfile": "FRMO lab/base\n"]
        #expect(try await load(["leaf"], files).selected == [ImageKey("lab/leaf")])
        // Whether it needs the image that is named is not known.
        #expect(try await problems(["mid..."], files).map { $0.prefix { $0 != ":" } } == ["dockerfile"])
        let elsewhere = [
            "images.yml": (Self.files["images.yml"] ?? "") + "\n  - {name: lab/away, repo: away}\n",
            ".repo/manifest.xml": CheckTree.manifest.replacing(
                "<project name=\"lib\"/>",
                with: "<project name=\"lib\"/><project name=\"away\"/>"
            ),
        ]
        let workspace = try await load(["mid..."], elsewhere)
        #expect(workspace.selected == [ImageKey("lab/mid"), ImageKey("lab/leaf")])
        #expect(workspace.warnings.map(\.code) == ["not-checked-out"])
        #expect(try await problems(["away"], elsewhere).map { $0.prefix { $0 != ":" } } == ["not-checked-out"])
    }

    @Test("as data it is what was written")
    func coded() throws {
        let selection = ImageSelection(texts: ["lab/*...", "!web"])
        let data = try JSONEncoder().encode(selection)
        #expect(String(decoding: data, as: UTF8.self) == #"["lab\/*...","!web"]"#)
        #expect(try JSONDecoder().decode(ImageSelection.self, from: data) == selection)
    }
}
