import Testing

@testable import GitProbe

@Suite struct GitPathTests {
    @Test(arguments: [
        ("a/b", "a/b"), ("./a/b/", "a/b"), ("a//b", "a/b"), (".", "."), ("", "."), ("./", "."), ("/a", "a"),
        (".a/..b", ".a/..b"),
    ])
    func leavesOutWhatSaysNothing(_ text: String, _ expected: String) {
        #expect(GitPath(text).description == expected)
    }

    @Test func ordersByBytes() {
        // '-' is 0x2D, '.' 0x2E, '/' 0x2F, '0' 0x30
        let sorted = ["a", "a-b", "a.b", "a/b", "a0"].map { GitPath($0) }
        #expect(sorted.shuffled().sorted() == sorted)
        #expect(GitPath(bytes: [0x7F]) < GitPath(bytes: [0xFF]))
    }

    @Test(arguments: [
        ("a/b", "a", true), ("a", "a", true), ("ab", "a", false), ("a", "a/b", false), ("a/b", ".", true),
        ("b/a", "a", false),
    ])
    func knowsWhatLiesBelow(_ path: String, _ folder: String, _ expected: Bool) {
        #expect(GitPath(path).isEqual(toOrBelow: GitPath(folder)) == expected)
    }

    @Test func goesUpAndDown() {
        let path = GitPath("a/b/c")
        #expect(path.parent == GitPath("a/b"))
        #expect(GitPath("a").parent == .top)
        #expect(GitPath.top.parent == nil)
        #expect(path.relative(to: GitPath("a")) == GitPath("b/c"))
        #expect(path.relative(to: path) == .top)
        #expect(path.relative(to: GitPath("b")) == nil)
        #expect(GitPath("b/c").prefixed(by: GitPath("a")) == path)
        #expect(Set([path, GitPath("b/c").prefixed(by: GitPath("a"))]).count == 1)
    }
}
