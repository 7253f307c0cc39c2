import Foundation
import ManifestKit
import Testing

@Suite("Includes and local manifests")
struct IncludeTests {
    private static let head = "<remote name='o' fetch='https://h'/><default remote='o' revision='main'/>"
    private static let main = ".repo/manifest.xml"
    private static let pointer = "<manifest><include name='default.xml'/></manifest>"

    @Test(arguments: cases)
    func includes(_ sample: ManifestCase) throws { try sample.check() }

    static let cases: [ManifestCase] = [
        .init(
            "The file that repo writes since 2020",
            "C Link",
            files: [
                main: pointer, ".repo/manifests/default.xml": "<manifest>\(head)<project name='a'/></manifest>",
            ],
            .projects(["a a o main"])
        ),
        .init(
            "Names are relative to the manifest repository at every depth",
            "D include",
            files: [
                main: pointer, ".repo/manifests/default.xml": "<manifest>\(head)<include name='d/x.xml'/></manifest>",
                ".repo/manifests/d/x.xml": "<manifest><include name='y.xml'/></manifest>",
                ".repo/manifests/y.xml": "<manifest><project name='y'/></manifest>",
                ".repo/manifests/d/y.xml": "<manifest><project name='wrong'/></manifest>",
            ],
            .projects(["y y o main"])
        ),
        .init(
            "Projects take effect where the include stands",
            "C _ParseManifestXml",
            files: [
                main: "<manifest>\(head)<project name='a'/><include name='x.xml'/><project name='c'/></manifest>",
                ".repo/manifests/x.xml": "<manifest><project name='b'/></manifest>",
            ],
            .projects(["a a o main", "b b o main", "c c o main"])
        ),
        .init(
            "Groups of an include reach all projects in it, at any depth",
            "T test_group_levels",
            files: [
                main: "<manifest>\(head)<include name='x.xml' groups='g,h'/></manifest>",
                ".repo/manifests/x.xml":
                    "<manifest><project name='x' groups='own'/><include name='y.xml' groups='i'/></manifest>",
                ".repo/manifests/y.xml": "<manifest><project name='y'><project name='in'/></project></manifest>",
            ],
            .projects(["x x o main #g,h,own", "y y o main #g,h,i", "y/in y/y/in o main"])
        ),
        .init(
            "Groups of an include reach what it extends",
            "T test_group_levels_with_extend_project",
            files: [
                main: "<manifest>\(head)<project name='a'/><include name='x.xml' groups='g'/></manifest>",
                ".repo/manifests/x.xml": "<manifest><extend-project name='a' groups='own'/></manifest>",
            ],
            .projects(["a a o main #g,own"])
        ),
        .init(
            "Revision of an include: before the default's, after a project's own",
            "T test_revision_default",
            files: [
                main: "<manifest>\(head)<include name='x.xml' revision='dev'/></manifest>",
                ".repo/manifests/x.xml": "<manifest><project name='x'/><project name='y' revision='own'/></manifest>",
            ],
            .projects(["x x o dev", "y y o own"])
        ),
        .init(
            "Revision of an include beats the remote's",
            "C _ParseManifestXml",
            files: [
                main: """
                <manifest>\(head)<remote name='r' fetch='https://r' revision='rr'/><include name='x.xml' revision='dev'/>
                </manifest>
                """,
                ".repo/manifests/x.xml": "<manifest><project name='x' remote='r'/></manifest>",
            ],
            .projects(["x x r dev"])
        ),
        .init(
            "Revision of an include reaches nested includes",
            "C _ParseManifestXml",
            files: [
                main: "<manifest>\(head)<include name='x.xml' revision='dev'/></manifest>",
                ".repo/manifests/x.xml":
                    "<manifest><include name='y.xml'/><include name='z.xml' revision='zz'/></manifest>",
                ".repo/manifests/y.xml": "<manifest><project name='y'/></manifest>",
                ".repo/manifests/z.xml": "<manifest><project name='z'/></manifest>",
            ],
            .projects(["y y o dev", "z z o zz"])
        ),
        .init(
            "A revision that is given as empty is not replaced by the include's",
            "C _ParseManifestXml: hasAttribute",
            files: [
                main: "<manifest>\(head)<include name='x.xml' revision='dev'/></manifest>",
                ".repo/manifests/x.xml": "<manifest><project name='x' revision=''/></manifest>",
            ],
            .projects(["x x o main"])
        ),
        .init(
            "The outermost file may include what it wants",
            "T test_allow_bad_name_from_user",
            files: [
                main: "<manifest>\(head)<include name='../../x.xml'/></manifest>", ".repo/manifests/y": "",
                "x.xml": "<manifest><project name='x'/></manifest>",
            ],
            .projects(["x x o main"])
        ),
        .init(
            "An included file may not",
            "T test_bad_name_checks",
            files: [
                main: pointer, ".repo/manifests/default.xml": "<manifest>\n<include name='../x.xml'/></manifest>",
                ".repo/x.xml": "<manifest/>",
            ],
            .errors([".repo/manifests/default.xml:2:10 illegal-path"])
        ),
        .init(
            "A file that is not there",
            "C _ParseManifestXml",
            files: [main: "<manifest>\n <include name='x.xml'/></manifest>"],
            .errors([".repo/manifest.xml:2:11 not-found"])
        ),
        .init(
            "A folder is no file",
            "C _ParseManifestXml",
            files: [main: "<manifest><include name='d'/></manifest>", ".repo/manifests/d/x": ""],
            .errors([".repo/manifest.xml:1:20 not-found"])
        ),
        .init(
            "A file that includes itself",
            "C: Python's recursion limit",
            files: [main: pointer, ".repo/manifests/default.xml": pointer],
            .errors([".repo/manifests/default.xml:1:20 include-loop"])
        ),
        .init(
            "Two files that include each other",
            "C: Python's recursion limit",
            files: [
                main: pointer, ".repo/manifests/default.xml": "<manifest><include name='x.xml'/></manifest>",
                ".repo/manifests/x.xml": "<manifest><include name='default.xml'/></manifest>",
            ],
            .errors([".repo/manifests/x.xml:1:20 include-loop"])
        ),
        .init(
            "One file twice is no loop",
            "C recursively_add_projects",
            files: [
                main: "<manifest>\(head)<include name='x.xml'/><include name='x.xml'/></manifest>",
                ".repo/manifests/x.xml": "<manifest><project name='x'/></manifest>",
            ],
            .errors([".repo/manifests/x.xml:1:20 duplicate-path"])
        ),
        .init(
            "Local manifests come last, by name, and mark their projects",
            "D Local Manifests",
            files: [
                main: "<manifest>\(head)<project name='a'/></manifest>",
                ".repo/local_manifests/2.xml": "<manifest><remove-project name='b'/></manifest>",
                ".repo/local_manifests/1.xml": "<manifest><project name='b'/><project name='c' groups='g'/></manifest>",
                ".repo/local_manifests/0.txt": "no manifest",
            ],
            .projects(["a a o main", "c c o main #g,local::1"])
        ),
        .init(
            "Extending a local project makes it an ordinary one",
            "T test_extend_project_does_not_inherit_local_groups",
            files: [
                main: "<manifest>\(head)<project name='a'/></manifest>",
                ".repo/local_manifests/l.xml": "<manifest><extend-project name='a' groups='g'/></manifest>",
            ],
            .projects(["a a o main #g"])
        ),
        .init(
            "Local manifests include relative to .repo",
            "C _Load: self.subdir",
            files: [
                main: "<manifest>\(head)</manifest>",
                ".repo/local_manifests/l.xml": "<manifest><include name='manifests/x.xml'/></manifest>",
                ".repo/manifests/x.xml": "<manifest><project name='x'/></manifest>",
            ],
            .projects(["x x o main #local::l"])
        ),
        .init(
            "The single local manifest of old",
            "C RepoClient",
            files: [main: "<manifest>\(head)</manifest>", ".repo/local_manifest.xml": "<manifest/>"],
            .errors([".repo/local_manifest.xml local-manifest-file"])
        ),
        .init(
            "A project's path in the way of a submanifest, compared by text",
            "C recursively_add_projects",
            files: [main: "<manifest>\(head)\n<submanifest name='s'/><project name='sub'/></manifest>"],
            .errors([".repo/manifest.xml:2:33 duplicate-path"])
        ),
        .init(
            "The projects of a submanifest that is checked out",
            "D submanifest",
            files: [
                main: "<manifest>\(head)<project name='a'/><submanifest name='s' path='t' groups='g'/></manifest>",
                ".repo/submanifests/t/manifest.xml": pointer,
                ".repo/submanifests/t/manifests/default.xml":
                    "<manifest>\(head)<project name='b' path='x'/></manifest>",
            ],
            .projects(["a a o main", "b t/x o main #g,submanifest::path:t"])
        ),
        .init(
            "A submanifest that is not checked out",
            "C _XmlSubmanifest.present",
            files: [main: "<manifest>\(head)<project name='a'/><submanifest name='s'/></manifest>"],
            .projects(["a a o main"])
        ),
    ]

    @Test("The symbolic link of old")
    func symbolicLink() throws {
        let tree = try TemporaryTree([
            ".repo/manifests/default.xml": "<manifest>\(Self.head)<include name='x.xml'/></manifest>",
            ".repo/manifests/x.xml": "<manifest><project name='x'/></manifest>",
        ])
        try tree.link(".repo/manifest.xml", to: "manifests/default.xml")
        let manifest = try RepoManifest.load(checkout: tree.path, manifestURL: nil)
        #expect(manifest.projects.map(\.name) == ["x"])
        #expect(manifest.projects.first?.position.file == "\(tree.path)/.repo/manifests/x.xml")
    }

    @Test("Includes that double at each step end at a bound")
    func includeBomb() throws {
        var files = [Self.main: "<manifest><include name='0'/></manifest>", ".repo/manifests/40": "<manifest/>"]
        for level in 0..<40 {
            let next = "<include name='\(level + 1)'/>"
            files[".repo/manifests/\(level)"] = "<manifest>\(next)\(next)</manifest>"
        }
        let tree = try TemporaryTree(files)
        let error = try #require(throws: InputError.self) {
            try RepoManifest.load(checkout: tree.path, manifestURL: nil)
        }
        #expect(error.diagnostics.map(\.code) == ["too-large"])
    }

    @Test("No checkout, no manifest, a link to nothing")
    func missing() throws {
        let tree = try TemporaryTree()
        func codes() throws -> [String] {
            let error = try #require(throws: InputError.self) {
                try RepoManifest.load(checkout: tree.path, manifestURL: nil)
            }
            return error.diagnostics.map { ManifestCase.summary($0, below: tree.path) }
        }
        #expect(try codes() == [".repo not-a-checkout"])
        try tree.write(.init(), to: ".repo/manifests/x")
        #expect(try codes() == [".repo/manifest.xml not-found"])
        try tree.link(".repo/manifest.xml", to: "manifests/default.xml")
        #expect(try codes() == [".repo/manifest.xml not-found"])
    }
}
