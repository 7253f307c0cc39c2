import Testing

@testable import GitProbe

@Suite struct PathIndexTests {
    private static let paths = ["a", "a-b", "a/b", "a/b/c", "a/d", "a0", "b/c", "b/c/d", "b/e", "c"]
    private let index = PathIndex(paths.shuffled().map { IgnoredPath(path: GitPath($0), isFolder: $0 == "b/c") })

    @Test func isSorted() {
        #expect(index.map(\.path.description) == Self.paths)
    }

    @Test(arguments: [
        (".", paths), ("a", ["a", "a/b", "a/b/c", "a/d"]), ("a/b", ["a/b", "a/b/c"]), ("a/b/c", ["a/b/c"]),
        ("b", ["b/c", "b/c/d", "b/e"]), ("a0", ["a0"]), ("a-", []), ("", paths), ("z", []), ("0", []), ("c/x", []),
    ])
    func findsAFolder(_ folder: String, _ expected: [String]) {
        #expect(index.under(GitPath(folder)).map(\.path.description) == expected)
    }

    @Test(arguments: [
        ("b/c", "b/c"), ("b/c/x/y", "b/c"), ("b/c/d", "b/c/d"), ("a/x", nil), ("a/b/x", nil), ("b", nil), (".", nil),
    ])
    func findsWhatSpeaksForAPath(_ path: String, _ expected: String?) {
        #expect(index.covering(GitPath(path))?.path.description == expected)
    }

    /// Against the plain way to say it, on every folder and path that a few letters make.
    @Test func agreesWithASearchOfEverything() {
        let letters = ["a", "b", "a-", "a/", "/b", "a/b", "ab", "b/a/b", "a0/a", "-"]
        let all = Array(Set(letters.flatMap { first in letters.map { GitPath(first + $0) } })).sorted()
        let index = PathIndex(all.map { IgnoredPath(path: $0) })
        for folder in all {
            let expected = all.filter { $0.isEqual(toOrBelow: folder) }
            #expect(Set(index.under(folder).map(\.path)) == Set(expected))
            #expect(index.under(folder).count == expected.count)
            #expect(index[folder]?.path == folder)
        }
    }

    @Test func aScopeHoldsWhatIsBelowItsMembers() {
        let letters = ["a", "b", "a-", "a/", "/b", "a/b", "ab", "b/a/b", "a0/a", "-", "b-/a"]
        let all = Array(Set(letters.flatMap { first in letters.map { GitPath(first + $0) } })).sorted()
        for seed in 0..<200 {
            let members = all.indices.filter { ($0 * 7 + seed * 13) % 11 == 0 || $0 == seed % all.count }.map {
                all[$0]
            }
            let scope = PathScope(members)
            var cursor = PathScope.Cursor()
            for path in all {
                let expected = members.contains { path.isEqual(toOrBelow: $0) }
                #expect(scope.contains(path.slice, cursor: &cursor) == expected)
                #expect(scope.contains(path) == expected)
                #expect(scope.reaches(below: path) == members.contains { $0.isEqual(toOrBelow: path) } || expected)
            }
        }
    }

    @Test func aScopeAsSeenFromAFolder() {
        let scope = PathScope(["a/b/c", "a/b/d", "e"].map { GitPath($0) })
        #expect(scope.limited(to: GitPath("a/b"))?.members == [GitPath("c"), GitPath("d")])
        #expect(scope.limited(to: GitPath("e/f"))?.isEverything == true)
        #expect(scope.limited(to: GitPath("a/c")) == nil)
        #expect(PathScope.everything.limited(to: GitPath("x"))?.isEverything == true)
    }
}
