import ManifestKit
import Testing

@Suite("extend-project and remove-project")
struct PatchTests {
    @Test(arguments: cases)
    func patches(_ sample: ManifestCase) throws { try sample.check() }

    private static let two = "<project name='a' path='x'/><project name='a' path='y'/>"

    static let cases: [ManifestCase] = [
        .init(
            "All attributes",
            "D extend-project",
            """
            <remote name='r' fetch='https://r' revision='no'/><project name='a' groups='g'/>
            <extend-project name='a' revision='dev' remote='r' groups='h' upstream='u' dest-branch='d'/>
            """,
            .projects(["a a r dev ^u >d #g,h"])
        ),
        .init(
            "All projects of the name",
            "D extend-project",
            two + "<extend-project name='a' revision='dev'/>",
            .projects(["a x o dev", "a y o dev"])
        ),
        .init(
            "Only the one at the path",
            "D extend-project",
            two + "<extend-project name='a' path='y' revision='dev'/>",
            .projects(["a x o main", "a y o dev"])
        ),
        .init(
            "A path where none of that name is: nothing happens",
            "C _ParseManifest",
            two + "<extend-project name='a' path='z' revision='dev'/>",
            .projects(["a x o main", "a y o main"])
        ),
        .init(
            "The path is compared as it is written",
            "C _ParseManifest",
            two + "<extend-project name='a' path='x/' revision='dev'/>",
            .projects(["a x o main", "a y o main"])
        ),
        .init(
            "A moved project counts as the last one",
            "T test_extend_project_dest_path_multi_match_path_specified",
            two + "<extend-project name='a' path='x' dest-path='z/'/>",
            .projects(["a y o main", "a z o main"])
        ),
        .init(
            "Moving needs to know which one",
            "T test_extend_project_dest_path_multi_match",
            two + "<extend-project name='a' dest-path='z'/>",
            .errors([".repo/manifest.xml:2:82 ambiguous-project"])
        ),
        .init(
            "Moved to where another is: that one is gone",
            "C _ParseManifest: _paths is overwritten",
            "<project name='a'/><project name='b'/><extend-project name='b' dest-path='a'/>",
            .projects(["b a o main"])
        ),
        .init(
            "Extending what is not there yet",
            "C _ParseManifest: document order",
            "<extend-project name='a'/><project name='a'/>",
            .errors([".repo/manifest.xml:2:17 unknown-project"])
        ),
        .init(
            "Extending with a remote that is not defined",
            "C _get_remote",
            "<project name='a'/><extend-project name='a' remote='x'/>",
            .errors([".repo/manifest.xml:2:45 unknown-remote"])
        ),
        .init(
            "Extending without a name",
            "C _reqatt",
            "<extend-project path='a'/>",
            .errors([".repo/manifest.xml:2:1 missing-attribute"])
        ),
        .init(
            "A copy that leaves the tree, in an extension",
            "C _ParseCopyFile",
            "<project name='a'/><extend-project name='a'><copyfile src='a' dest='/b'/></extend-project>",
            .errors([".repo/manifest.xml:2:63 illegal-path"])
        ),
        .init(
            "Remove by name takes all of them",
            "D remove-project",
            two + "<project name='b'/><remove-project name='a'/>",
            .projects(["b b o main"])
        ),
        .init(
            "Remove by path takes one",
            "D remove-project",
            two + "<remove-project path='x'/>",
            .projects(["a y o main"])
        ),
        .init(
            "Remove by name and path",
            "D remove-project",
            two + "<remove-project name='a' path='y'/>",
            .projects(["a x o main"])
        ),
        .init(
            "Remove by name and path that do not belong together",
            "D remove-project",
            two + "<remove-project name='b' path='y'/>",
            .errors([".repo/manifest.xml:2:73 unknown-project"])
        ),
        .init(
            "Remove, then add another at its path",
            "C _ParseManifest: document order",
            "<project name='a' path='x'/><remove-project name='a'/><project name='b' path='x'/>",
            .projects(["b x o main"])
        ),
        .init(
            "Remove what is not there",
            "C _ParseManifest",
            "<remove-project name='a'/>",
            .errors([".repo/manifest.xml:2:17 unknown-project"])
        ),
        .init(
            "Remove what need not be there",
            "D remove-project",
            "<project name='b'/><remove-project name='a' optional='TRUE'/>",
            .projects(["b b o main"])
        ),
        .init(
            "A bad boolean is none",
            "C XmlBool",
            "<remove-project name='a' optional='oui'/>",
            .errors([".repo/manifest.xml:2:17 unknown-project"])
        ),
        .init(
            "Remove nothing in particular",
            "C _ParseManifest",
            "<remove-project optional='true'/>",
            .errors([".repo/manifest.xml:2:1 missing-attribute"])
        ),
        .init(
            "Removing the hooks' project removes the hooks",
            "C _ParseManifest",
            "<project name='a'/><repo-hooks in-project='a' enabled-list='x'/><remove-project name='a'/>",
            .projects([])
        ),
        .init(
            "Removing the hooks' project by its path does not",
            "C _ParseManifest: the name stays known",
            "<project name='a'/><repo-hooks in-project='a' enabled-list='x'/><remove-project path='a'/>",
            .errors([".repo/manifest.xml:2:32 bad-hooks"])
        ),
        .init(
            "Removing a project leaves those within it",
            "C _ParseManifest",
            "<project name='a'><project name='b'/></project><remove-project name='a'/>",
            .projects(["a/b a/a/b o main"])
        ),
        .init(
            "A base revision that holds",
            "T test_base_revision_checks_on_patching",
            "<project name='a'/><extend-project name='a' revision='dev' base-rev='main'/>",
            .projects(["a a o dev"])
        ),
        .init(
            "Base revisions that do not hold are all told",
            "T test_base_revision_checks_on_patching",
            """
            <project name='a'/><project name='b'/><extend-project name='a' revision='dev' base-rev='x'/>
            <remove-project name='b' base-rev='y'/>
            """,
            .errors([".repo/manifest.xml:2:79 stale-base", ".repo/manifest.xml:3:26 stale-base"])
        ),
        .init(
            "A base revision without a revision is not looked at",
            "C _ParseManifest",
            "<project name='a'/><extend-project name='a' groups='g' base-rev='x'/>",
            .projects(["a a o main #g"])
        ),
    ]

    @Test("A replaced project is a warning")
    func replaced() throws {
        let body = "<project name='a'/><project name='b'/><extend-project name='b' dest-path='a'/>"
        let head = "<remote name='o' fetch='https://h'/><default remote='o' revision='main'/>"
        let tree = try TemporaryTree(["m.xml": "<manifest>\(head)\(body)</manifest>"])
        let manifest = try RepoManifest.load(file: "\(tree.path)/m.xml", includeRoot: tree.path, manifestURL: nil)
        #expect(manifest.warnings.map(\.code) == ["project-replaced"])
    }

    @Test("The URL follows a new remote")
    func url() throws {
        let text = """
            <manifest><remote name='o' fetch='https://h'/><remote name='r' fetch='https://r'/>
            <project name='a' remote='o' revision='m'/><extend-project name='a' remote='r'/></manifest>
            """
        let tree = try TemporaryTree(["m.xml": text])
        let manifest = try RepoManifest.load(file: "\(tree.path)/m.xml", includeRoot: tree.path, manifestURL: nil)
        #expect(manifest.projects.map(\.url) == ["https://r/a"])
    }
}
