import ManifestKit
import Testing

@Suite("Projects, remotes and defaults")
struct ProjectTests {
    @Test(arguments: accepted)
    func accepts(_ sample: ManifestCase) throws { try sample.check() }

    @Test(arguments: refused)
    func refuses(_ sample: ManifestCase) throws { try sample.check() }

    static let accepted: [ManifestCase] = [
        .init("Path defaults to the name", "D project", "<project name='a/b'/>", .projects(["a/b a/b o main"])),
        .init("Own path", "D project", "<project name='a' path='x/y'/>", .projects(["a x/y o main"])),
        .init(
            "Own revision wins",
            "D project",
            "<project name='a' revision='refs/tags/v1'/>",
            .projects(["a a o refs/tags/v1"])
        ),
        .init(
            "The remote's revision wins over the default's",
            "C _ParseProject",
            "<remote name='r' fetch='https://r' revision='dev'/><project name='a' remote='r'/>",
            .projects(["a a r dev"])
        ),
        .init(
            "The alias is the git remote's name",
            "D remote",
            "<remote name='r' alias='upstream' fetch='https://r'/><project name='a' remote='r'/>",
            .projects(["a a upstream main"])
        ),
        .init(
            "An empty attribute counts as absent",
            "C _ParseProject",
            "<project name='a' path='' revision='' remote=''/>",
            .projects(["a a o main"])
        ),
        .init(
            "Upstream and dest-branch of its own",
            "D project",
            "<project name='a' upstream='u' dest-branch='d'/>",
            .projects(["a a o main ^u >d"])
        ),
        .init(
            "Upstream and dest-branch of the default",
            "D default",
            text: """
                <manifest><remote name='o' fetch='https://h'/>
                <default remote='o' revision='main' upstream='u' dest-branch='d'/><project name='a'/></manifest>
                """,
            .projects(["a a o main ^u >d"])
        ),
        .init(
            "Remote and default may stand after the project",
            "C _ParseManifest: three passes",
            text: """
                <manifest><project name='a'/><default remote='o' revision='main'/>
                <remote name='o' fetch='https://h'/></manifest>
                """,
            .projects(["a a o main"])
        ),
        .init(
            "Groups are split at white space and commas",
            "C _ParseSet",
            "<project name='a' groups='b, c  d,,b'/>",
            .projects(["a a o main #b,c,d"])
        ),
        .init(
            "One name at two paths",
            "C recursively_add_projects",
            "<project name='a' path='x'/><project name='a' path='y'/>",
            .projects(["a x o main", "a y o main"])
        ),
        .init(
            "Trailing slashes leave the path, not the name",
            "C GetProjectPaths",
            "<project name='a/' path='x//'/>",
            .projects(["a/ x o main"])
        ),
        .init("The top of the tree", "T test_toplevel_path", "<project name='a' path='.'/>", .projects(["a . o main"])),
        .init(
            "The top of the tree, with slashes",
            "T test_toplevel_path",
            "<project name='a' path='.//'/>",
            .projects(["a . o main"])
        ),
        .init(
            "A project within a project",
            "C _JoinName, GetSubprojectPaths",
            "<project name='p' path='x' revision='r'><project name='c' path='y'/><project name='d'/></project>",
            .projects(["p x o r", "p/c x/y o main", "p/d x/p/d o main"])
        ),
        .init(
            "Spaces are part of names",
            "C _ParseProject: nothing is trimmed",
            "<project name=' a '/>",
            .projects([" a   a  o main"])
        ),
        .init(
            "Unknown elements and what is in them do not count",
            "T test_unknown_tags",
            "<x><project name='no'/></x><project name='a'/>",
            .projects(["a a o main"])
        ),
        .init(
            "The same remote twice",
            "C _ParseManifest",
            "<remote name='o' fetch='https://h'/><project name='a'/>",
            .projects(["a a o main"])
        ),
        .init(
            "An empty second default",
            "C _ParseManifest: emptyDefault",
            "<default/><project name='a'/>",
            .projects(["a a o main"])
        ),
        .init(
            "A second default that repeats the first",
            "C _ParseManifest",
            "<default revision='main' remote='o' sync-c='no'/><project name='a'/>",
            .projects(["a a o main"])
        ),
        .init(
            "Elements that change no project",
            "D",
            """
            <notice>hi</notice><manifest-server url='u'/><contactinfo bugurl='b'/><contactinfo bugurl='c'/>
            <superproject name='s'/><project name='a'><copyfile src='x' dest='y'/><linkfile src='.' dest='z'/>
            <annotation name='n' value='v'/></project><repo-hooks in-project='a' enabled-list='x'/>
            """,
            .projects(["a a o main"])
        ),
        .init(
            "Numbers as Python reads them",
            "C XmlInt",
            "<project name='a' clone-depth=' +1_0 '/>",
            .projects(["a a o main"])
        ),
        .init(
            "A revision is taken as it is",
            "D project",
            "<project name='a' revision='0123456789012345678901234567890123456789'/>",
            .projects(["a a o 0123456789012345678901234567890123456789"])
        ),
    ]

    static let refused: [ManifestCase] = [
        .init("No name", "C _reqatt", "<project path='x'/>", .errors([".repo/manifest.xml:2:1 missing-attribute"])),
        .init("Empty name", "C _reqatt", "<project name=''/>", .errors([".repo/manifest.xml:2:1 missing-attribute"])),
        .init(
            "A remote without fetch",
            "C _ParseRemote",
            "<remote name='r'/>",
            .errors([".repo/manifest.xml:2:1 missing-attribute"])
        ),
        .init(
            "A remote that is not defined",
            "C _get_remote",
            "<project name='a'\n  remote='x'/>",
            .errors([".repo/manifest.xml:3:3 unknown-remote"])
        ),
        .init(
            "No remote at all",
            "C _ParseProject",
            text: "<manifest><remote name='o' fetch='x:' revision='m'/>\n<project name='a'/></manifest>",
            .errors([".repo/manifest.xml:2:1 no-remote"])
        ),
        .init(
            "No revision at all",
            "C _ParseProject",
            text: "<manifest><remote name='o' fetch='https://h'/>\n<project name='a' remote='o'/></manifest>",
            .errors([".repo/manifest.xml:2:1 no-revision"])
        ),
        .init(
            "The default's remote is not defined",
            "C _ParseDefault",
            text: "<manifest><default remote='o' revision='main'/></manifest>",
            .errors([".repo/manifest.xml:1:20 unknown-remote"])
        ),
        .init(
            "Two defaults that differ",
            "C _ParseManifest",
            "<default remote='o' revision='dev'/>",
            .errors([".repo/manifest.xml:2:1 duplicate-element"])
        ),
        .init(
            "One remote's name twice, for different servers",
            "C _ParseManifest",
            "<remote name='o' fetch='https://other'/>",
            .errors([".repo/manifest.xml:2:1 duplicate-remote"])
        ),
        .init(
            "Remotes also differ by their annotations",
            "C _XmlRemote.__eq__",
            "<remote name='o' fetch='https://h'><annotation name='n' value='v'/></remote>",
            .errors([".repo/manifest.xml:2:1 duplicate-remote"])
        ),
        .init(
            "One path twice",
            "C recursively_add_projects",
            "<project name='a' path='x'/>\n<project name='b' path='x/'/>",
            .errors([".repo/manifest.xml:3:19 duplicate-path"])
        ),
        .init(
            "A path twice by default",
            "C recursively_add_projects",
            "<project name='a'/>\n<project name='a'/>",
            .errors([".repo/manifest.xml:3:10 duplicate-path"])
        ),
        .init(
            "Numbers must be greater than 0",
            "T test_sync_j_max",
            "<project name='a' clone-depth='0'/><default sync-j='-1'/><default sync-j-max='x'/>",
            .errors([
                ".repo/manifest.xml:2:45 bad-number", ".repo/manifest.xml:2:36 duplicate-element",
                ".repo/manifest.xml:2:67 bad-number", ".repo/manifest.xml:2:58 duplicate-element",
                ".repo/manifest.xml:2:19 bad-number",
            ])
        ),
        .init(
            "A copy from outside the project",
            "C _ValidateFilePaths",
            "<project name='a'><copyfile src='../x' dest='y'/></project>",
            .errors([".repo/manifest.xml:2:29 illegal-path"])
        ),
        .init(
            "Only links may point to the project itself",
            "C _ValidateFilePaths",
            "<project name='a'><copyfile src='.' dest='y'/><linkfile src='x/' dest='y/'/></project>",
            .errors([".repo/manifest.xml:2:29 illegal-path", ".repo/manifest.xml:2:66 illegal-path"])
        ),
        .init(
            "An annotation is kept or not",
            "C _ParseAnnotation",
            "<project name='a'><annotation name='n' value='v' keep='maybe'/></project>",
            .errors([".repo/manifest.xml:2:50 bad-boolean"])
        ),
        .init(
            "Two notices",
            "C _ParseManifest",
            "<notice>a</notice><notice>b</notice>",
            .errors([".repo/manifest.xml:2:19 duplicate-element"])
        ),
        .init(
            "Two manifest servers",
            "C _ParseManifest",
            "<manifest-server url='a'/><manifest-server url='b'/>",
            .errors([".repo/manifest.xml:2:27 duplicate-element"])
        ),
        .init(
            "Two superprojects",
            "C _ParseManifest",
            "<superproject name='a'/><superproject name='b'/>",
            .errors([".repo/manifest.xml:2:25 duplicate-element"])
        ),
        .init(
            "A superproject needs a revision",
            "C _ParseManifest",
            text: "<manifest><remote name='o' fetch='https://h'/><superproject name='a' remote='o'/></manifest>",
            .errors([".repo/manifest.xml:1:47 no-revision"])
        ),
        .init(
            "Hooks in no project",
            "C _ParseManifest",
            "<repo-hooks in-project='x' enabled-list='y'/>",
            .errors([".repo/manifest.xml:2:13 bad-hooks"])
        ),
        .init(
            "Hooks in two checkouts of a project",
            "C _ParseManifest",
            "<project name='a' path='x'/><project name='a' path='y'/><repo-hooks in-project='a' enabled-list='y'/>",
            .errors([".repo/manifest.xml:2:69 bad-hooks"])
        ),
        .init(
            "All problems in one run",
            "contract 1.2, for the manifest as well",
            "<project/>\n<project name='..'/>\n<project name='a' remote='p'/>",
            .errors([
                ".repo/manifest.xml:2:1 missing-attribute", ".repo/manifest.xml:3:10 illegal-path",
                ".repo/manifest.xml:4:19 unknown-remote",
            ])
        ),
    ]

    @Test("A mistyped remote brings a suggestion, and the message its place")
    func suggestion() throws {
        let text = "<manifest><remote name='gerrit' fetch='https://h'/>\n<project name='a' remote='gerit'/></manifest>"
        let tree = try TemporaryTree(["m.xml": text])
        let error = try #require(throws: InputError.self) {
            try RepoManifest.load(file: "\(tree.path)/m.xml", includeRoot: tree.path, manifestURL: nil)
        }
        let place = "\(tree.path)/m.xml:2:19"
        #expect(error.description == "\(place): error: remote \"gerit\" is not defined (did you mean \"gerrit\"?)")
    }

    @Test("What is wrong but harmless is a warning", arguments: ["rebase", "sync-c", "sync-s", "sync-tags"])
    func warnings(_ attribute: String) throws {
        let text = """
            <manifest><remote name='o' fetch='https://h'/><default remote='o' revision='m'/>
            <project name='a' \(attribute)='perhaps'/></manifest>
            """
        let tree = try TemporaryTree(["m.xml": text])
        let manifest = try RepoManifest.load(file: "\(tree.path)/m.xml", includeRoot: tree.path, manifestURL: nil)
        #expect(manifest.warnings.map(\.code) == ["bad-boolean"])
        #expect(manifest.warnings.first?.line == 2)
        #expect(manifest.warnings.first?.column == 19)
    }
}
