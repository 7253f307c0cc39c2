import ManifestKit
import Testing

/// git-repo's `_CheckLocalPath`, and the names that its tests `test_bad_path_name_checks` refuse.
@Suite("Which names and paths a manifest may give")
struct PathRuleTests {
    static let bad = [
        "..", "../a", "a/..", "a/../b", "./a", "a/./b", "/a", "//a", "~", "a~b", ".git", ".GIT", "a/.git/b", ".repo",
        ".repository", "a/.Repo", "a\u{200C}", "\u{FEFF}a", "a\u{202E}b", "a&#10;b", "a&#13;b",
    ]

    @Test(arguments: bad, ["name", "path"])
    func projectRefused(_ text: String, _ attribute: String) throws {
        let other = attribute == "path" ? "name='p' " : ""
        let expected = ".repo/manifest.xml:2:\(10 + other.count) illegal-path"
        try ManifestCase("", "", "<project \(other)\(attribute)='\(text)'/>", .errors([expected])).check()
    }

    @Test(arguments: bad)
    func copyTargetRefused(_ text: String) throws {
        let body = "<project name='p'><copyfile src='x' dest='\(text)'/></project>"
        try ManifestCase("", "", body, .errors([".repo/manifest.xml:2:37 illegal-path"])).check()
    }

    @Test("A bad path of a moved project is refused, though git-repo takes it: the tree ends at its top")
    func movedOutOfTheTree() throws {
        let body = "<project name='p'/><extend-project name='p' dest-path='../x'/>"
        try ManifestCase("", "", body, .errors([".repo/manifest.xml:2:45 illegal-path"])).check()
    }

    @Test(arguments: ["a", "a/b", "...", "a..b", ".a", "git", "a.git", "repo", "ü", "a b", "-a", "a\\b"])
    func accepted(_ text: String) throws {
        try ManifestCase("", "", "<project name='\(text)'/>", .projects(["\(text) \(text) o main"])).check()
    }

    @Test("A name may not be the top of the tree, though a path may")
    func dotName() throws {
        try ManifestCase("", "", "<project name='.'/>", .errors([".repo/manifest.xml:2:10 illegal-path"])).check()
    }
}
