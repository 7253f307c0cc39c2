import ImageGraph
import Testing

/// What a builder needs that names paths. Rules: `followlinks.go` of fsutil, and its own cases of `TestFollowLinks`.
struct FollowedPathsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let follow: [String]
        /// Nil: everything.
        let needed: [String]?

        init(_ description: String, _ follow: [String], _ needed: [String]?) {
            testDescription = description
            self.follow = follow
            self.needed = needed
        }
    }

    private static let paths = [
        "a", "a/x.c", "a/x.h", "b", "b/deep", "b/deep/f", "c", "abs", "up", "loop", "l1", "l1x", "w1.txt", "w2.txt",
        "!n", "q[x]",
    ]
    private static let links = [
        "c": "a", "abs": "/b/deep", "up": "../../a/x.c", "loop": "loop", "l1": "c", "w2.txt": "b/deep/f",
        "l1x": "missing",
    ]

    @Test(arguments: [
        Case("a file", ["a/x.c"], ["a/x.c"]),
        Case("a folder, with slashes and dots", ["/a/."], ["a", "a/x.c", "a/x.h"]),
        Case("what is not there", ["zz"], []),
        Case("the root", ["a", "/"], nil),
        Case("nothing named", [], nil),
        Case("a wildcard", ["a/*.c"], ["a/x.c"]),
        Case("a wildcard in a folder's name", ["?/x.h"], ["a/x.h", "c"]),
        Case("a link and its target", ["c"], ["a", "a/x.c", "a/x.h", "c"]),
        Case("something behind a link", ["c/x.c"], ["a/x.c", "c"]),
        Case("a link to a link", ["l1/x.c"], ["a/x.c", "c", "l1"]),
        Case("a link from the root", ["abs"], ["abs", "b/deep", "b/deep/f"]),
        Case("a link that leads out ends at the root", ["up"], ["a/x.c", "up"]),
        Case("a link to nothing", ["l1x"], ["l1x"]),
        Case("a link that a wildcard finds", ["w*.txt"], ["b/deep/f", "w1.txt", "w2.txt"]),
        Case("a link to itself", ["loop"], ["loop"]),
        Case("below a link to itself", ["loop/x"], nil),
        Case("a name that would be an exception", ["!n"], nil),
        Case("a bracket that is quoted", [#"q\[x\]"#], ["q[x]"]),
        Case("a bracket that is open", ["q["], nil),
    ])
    func needed(_ one: Case) {
        let paths = Self.paths.map { ContextPath($0) }
        let links = Dictionary(uniqueKeysWithValues: Self.links.map { (ContextPath($0.key), Array($0.value.utf8)) })
        let patterns = FollowedPaths(paths, links: links).patterns(for: one.follow)
        guard let patterns else {
            #expect(one.needed == nil)
            return
        }
        var scan = patterns.makeScan()
        #expect(paths.filter { scan.isIgnored($0) }.map(\.description).sorted() == one.needed?.sorted())
    }
}
