import ManifestKit
import Testing

/// git-repo's `Project.MatchesGroups`.
@Suite("Selection by groups")
struct GroupTests {
    struct Case: Sendable {
        let selection: String?
        let expected: String
        init(_ selection: String?, _ expected: String) { (self.selection, self.expected) = (selection, expected) }
    }

    /// Projects by name and groups.
    private static let manifest = RepoManifest(
        projects: [
            ("a", []), ("b", ["g"]), ("c", ["notdefault"]), ("d", ["g", "notdefault"]),
            ("e", ["notdefault", "platform-linux"]), ("f", ["notdefault", "platform-darwin"]),
        ].map { name, groups in
            RepoManifest.Project(
                name: name,
                path: "p/\(name)",
                remote: .init(name: "o", fetch: "https://h"),
                revision: "main",
                groups: groups,
                url: "https://h/\(name)",
                position: SourcePosition(file: "m", line: 1, column: 1)
            )
        }
    )

    static let cases: [Case] = [
        .init(nil, "a b e"), .init("", "a b e"), .init(" , ", "a b e"), .init("default", "a b"),
        .init("default,platform-darwin", "a b f"), .init("all", "a b c d e f"), .init("all,-notdefault", "a b"),
        .init("g", "b d"), .init("g,-notdefault", "b"), .init("-notdefault,g", "b d"), .init("-g", ""),
        .init("default,-g", "a"), .init("default,-g,name:b", "a b"), .init("path:p/c", "c"), .init("name:a d", "a"),
        .init("all,-name:a\n-path:p/b", "c d e f"), .init("-all", ""), .init("nosuch", ""),
    ]

    @Test(arguments: cases)
    func selects(_ sample: Case) {
        let projects = Self.manifest.projects(inGroups: sample.selection, platform: "linux")
        #expect(projects.map(\.name).joined(separator: " ") == sample.expected)
    }

    @Test("A moved project keeps the group of its first path")
    func movedPath() throws {
        let text = """
            <manifest><remote name='o' fetch='https://h'/><default remote='o' revision='m'/>
            <project name='a' path='x'/><extend-project name='a' dest-path='y'/></manifest>
            """
        let tree = try TemporaryTree(["m.xml": text])
        let manifest = try RepoManifest.load(file: "\(tree.path)/m.xml", includeRoot: tree.path, manifestURL: nil)
        #expect(manifest.projects(inGroups: "path:x", platform: "linux").map(\.path) == ["y"])
        #expect(manifest.projects(inGroups: "path:y", platform: "linux").isEmpty)
    }

    @Test("By name: none, one, several")
    func byName() {
        #expect(Self.manifest.projects(named: "a").map(\.path) == ["p/a"])
        #expect(Self.manifest.projects(named: "z").isEmpty)
    }
}
