import Testing

@testable import ImageGraph

/// One path against one list of patterns, with where the rule comes from.
struct IgnoreCase: Sendable, CustomTestStringConvertible {
    enum Source: String {
        /// https://docs.docker.com/build/concepts/context/#dockerignore-files
        case dockerDocs
        /// https://pkg.go.dev/path/filepath#Match
        case filepathMatch
        /// https://pkg.go.dev/path/filepath#Clean
        case filepathClean
        /// The translation in https://github.com/moby/patternmatcher/blob/main/patternmatcher.go
        case patternmatcher
        /// https://pkg.go.dev/regexp/syntax, which that translation ends in
        case regexpSyntax
    }

    let patterns: [String]
    let path: String
    let isIgnored: Bool
    let source: Source

    init(_ patterns: String..., path: String, ignored: Bool, _ source: Source) {
        (self.patterns, self.path, isIgnored, self.source) = (patterns, path, ignored, source)
    }

    var testDescription: String { "\(patterns) against \(path)" }

    static let plain: [IgnoreCase] = [
        .init("readme", path: "readme", ignored: true, .dockerDocs),
        .init("readme", path: "docs/readme", ignored: false, .dockerDocs),
        .init("readme", path: "README", ignored: false, .patternmatcher),
        .init("docs", path: "docs/readme", ignored: true, .dockerDocs),
        .init("docs", path: "docs/en/readme", ignored: true, .dockerDocs),
        .init("docs", path: "docs2/readme", ignored: false, .patternmatcher),
        .init("docs/", path: "docs", ignored: true, .filepathClean),
        .init("docs/", path: "docs/readme", ignored: true, .filepathClean),
        .init("./docs", path: "docs/readme", ignored: true, .filepathClean),
        .init("docs//en", path: "docs/en", ignored: true, .filepathClean),
        .init("docs/../src", path: "src/main", ignored: true, .filepathClean),
        .init("docs/../src", path: "docs", ignored: false, .filepathClean),
        .init("../src", path: "src", ignored: false, .filepathClean),
        .init(".", path: "src", ignored: false, .filepathClean),
        .init("  docs\t", path: "docs", ignored: true, .patternmatcher),
        .init("", path: "docs", ignored: false, .patternmatcher),
        .init("a.b", path: "axb", ignored: false, .patternmatcher),
        .init("a+b", path: "a+b", ignored: true, .patternmatcher),
        .init("a+b", path: "aab", ignored: false, .patternmatcher),
        .init("(x)", path: "(x)", ignored: true, .patternmatcher),
        .init("ärger", path: "ärger", ignored: true, .patternmatcher),
    ]

    static let wildcards: [IgnoreCase] = [
        .init("*", path: "src", ignored: true, .dockerDocs),
        .init("*", path: "src/main.c", ignored: true, .dockerDocs),
        .init("*.o", path: "main.o", ignored: true, .dockerDocs),
        .init("*.o", path: ".o", ignored: true, .filepathMatch),
        .init("*.o", path: "src/main.o", ignored: false, .dockerDocs),
        .init("*/temp*", path: "some/temporary.txt", ignored: true, .dockerDocs),
        .init("*/temp*", path: "some/tempdir/file", ignored: true, .dockerDocs),
        .init("*/temp*", path: "temporary.txt", ignored: false, .dockerDocs),
        .init("*/*/temp*", path: "some/sub/temporary.txt", ignored: true, .dockerDocs),
        .init("*/*/temp*", path: "some/temporary.txt", ignored: false, .dockerDocs),
        .init("temp?", path: "tempa", ignored: true, .dockerDocs),
        .init("temp?", path: "temp", ignored: false, .dockerDocs),
        .init("temp?", path: "tempab", ignored: false, .dockerDocs),
        .init("te?p", path: "te/p", ignored: false, .filepathMatch),
        .init("?", path: "日", ignored: true, .filepathMatch),
        .init("a*c", path: "ac", ignored: true, .filepathMatch),
        .init("a*c", path: "a/c", ignored: false, .filepathMatch),
        .init("a.*", path: "ab", ignored: false, .patternmatcher),
        .init("$x*", path: "$xy", ignored: true, .patternmatcher),
        .init("(a)*", path: "(a)b", ignored: true, .patternmatcher),
        .init("a+*", path: "aab", ignored: false, .patternmatcher),
    ]

    static let doubleStars: [IgnoreCase] = [
        .init("**", path: "a/b/c", ignored: true, .dockerDocs),
        .init("**/*.go", path: "main.go", ignored: true, .dockerDocs),
        .init("**/*.go", path: "a/b/main.go", ignored: true, .dockerDocs),
        .init("**/*.go", path: "a/b/main.goo", ignored: false, .dockerDocs),
        .init("**/cache", path: "cache/x", ignored: true, .patternmatcher),
        .init("**/cache", path: "a/cache/x", ignored: true, .patternmatcher),
        .init("**/cache", path: "a/mycache", ignored: false, .patternmatcher),
        .init("**cache", path: "a/mycache", ignored: true, .patternmatcher),
        .init("a/**", path: "a/b", ignored: true, .patternmatcher),
        .init("a/**", path: "a", ignored: false, .patternmatcher),
        .init("a**", path: "ab/c", ignored: true, .patternmatcher),
        .init("a**", path: "ba", ignored: false, .patternmatcher),
        .init("a/**/z", path: "a/z", ignored: true, .patternmatcher),
        .init("a/**/z", path: "a/b/c/z", ignored: true, .patternmatcher),
        .init("a/**/z", path: "a/bz", ignored: false, .patternmatcher),
        .init("a**b", path: "ab", ignored: true, .patternmatcher),
        .init("a**b", path: "ax/b", ignored: true, .patternmatcher),
        .init("a**b", path: "axb", ignored: false, .patternmatcher),
        .init("**/a/**", path: "x/a/y", ignored: true, .patternmatcher),
        .init("**/a/**", path: "x/a", ignored: false, .patternmatcher),
        .init("***", path: "a/b", ignored: true, .patternmatcher),
    ]

    static let brackets: [IgnoreCase] = [
        .init("[abc]x", path: "bx", ignored: true, .filepathMatch),
        .init("[a-c]x", path: "dx", ignored: false, .filepathMatch),
        .init("[^a-c]x", path: "dx", ignored: true, .filepathMatch),
        .init("[^a-c]x", path: "bx", ignored: false, .filepathMatch),
        .init("[!a]x", path: "!x", ignored: true, .filepathMatch),
        .init("[!a]x", path: "bx", ignored: false, .filepathMatch),
        .init("[α-γ]", path: "β", ignored: true, .filepathMatch),
        .init("[\\]]", path: "]", ignored: true, .filepathMatch),
        .init("[a\\-c]", path: "-", ignored: true, .filepathMatch),
        .init("[a\\-c]", path: "b", ignored: false, .filepathMatch),
        .init("\\*.c", path: "*.c", ignored: true, .filepathMatch),
        .init("\\*.c", path: "a.c", ignored: false, .filepathMatch),
        .init("a\\\\b", path: "a\\b", ignored: true, .filepathMatch),
        // "[[^/]*]": any number of "[", "^" and "/", then "]"
        .init("[*]", path: "[]", ignored: true, .patternmatcher),
        .init("[*]", path: "*", ignored: false, .patternmatcher),
    ]

    /// Letters that the translation into a regular expression forgets to protect.
    static let expressions: [IgnoreCase] = [
        .init("a|b*", path: "axyz", ignored: true, .regexpSyntax),
        .init("a|b*", path: "cb", ignored: true, .regexpSyntax),
        .init("a|b", path: "a", ignored: false, .patternmatcher),
        .init("a{2}*", path: "aab", ignored: true, .regexpSyntax),
        .init("a{2}*", path: "a{2}", ignored: false, .regexpSyntax),
        .init("*.{js,ts}", path: "x.{js,ts}", ignored: true, .regexpSyntax),
        .init("*.{js,ts}", path: "x.js", ignored: false, .regexpSyntax),
        .init("x^*", path: "x^y", ignored: false, .regexpSyntax),
        .init("\\d*", path: "7x", ignored: true, .regexpSyntax),
        .init("\\d*", path: "dx", ignored: false, .regexpSyntax),
        .init("[[:alpha:]]*", path: "q", ignored: true, .regexpSyntax),
        .init("[[:alpha:]]*", path: "7", ignored: false, .regexpSyntax),
        .init("a**/b**", path: "a/b\nc", ignored: false, .regexpSyntax),
    ]

    static let order: [IgnoreCase] = [
        .init("*.md", "!README.md", path: "README.md", ignored: false, .dockerDocs),
        .init("*.md", "!README.md", path: "NOTES.md", ignored: true, .dockerDocs),
        .init("*.md", "!README*.md", "README-secret.md", path: "README-secret.md", ignored: true, .dockerDocs),
        .init("*.md", "README-secret.md", "!README*.md", path: "README-secret.md", ignored: false, .dockerDocs),
        .init("!README.md", path: "README.md", ignored: false, .patternmatcher),
        .init("docs", "!docs/en", path: "docs/en/x", ignored: false, .patternmatcher),
        .init("docs", "!docs/en", "docs/en/x", path: "docs/en/x", ignored: true, .patternmatcher),
        .init("docs", "!docs/en", path: "docs/de/x", ignored: true, .patternmatcher),
        .init("**", "!**/*.go", path: "a/b.go", ignored: false, .patternmatcher),
        .init("!docs", "docs", path: "docs", ignored: true, .patternmatcher),
        .init("a", "!a/b", "a", path: "a/b", ignored: true, .patternmatcher),
    ]
}

@Suite("Ignore patterns")
struct IgnorePatternTests {
    @Test(
        "a path against patterns",
        arguments: IgnoreCase.plain + IgnoreCase.wildcards + IgnoreCase.doubleStars + IgnoreCase.brackets
            + IgnoreCase.expressions + IgnoreCase.order
    )
    func path(_ one: IgnoreCase) throws {
        let ignore = try IgnorePatterns(one.patterns)
        #expect(ignore.isIgnored(ContextPath(one.path)) == one.isIgnored, "\(one.source)")
    }

    @Test(
        "what no pattern can say is refused",
        arguments: [
            ("!", "a '!' has no pattern behind it"),
            ("[", "a '[' has no ']'"),
            ("a[^", "a '[' has no ']'"),
            ("[a", "a '[' has no ']'"),
            ("[a-", "a '[' has no ']'"),
            ("[]a]", "']' stands in '[…]' where a letter should (write '\\]')"),
            ("[-a]", "'-' stands in '[…]' where a letter should (write '\\-')"),
            ("[a-]", "']' stands in '[…]' where a letter should (write '\\]')"),
            ("a\\", "it ends in a single '\\'"),
            ("[z-a]", "a range in '[…]' runs backwards"),
            ("bin\\obj", "it has an escape that means nothing: '\\o'"),
            ("x{2}{3}*", "it repeats a repetition"),
            ("x{1001}*", "a repetition count is out of range (0 to 1000)"),
            ("[[:no:]]*", "it names a class that does not exist: '[:no:]'"),
            (String(repeating: "x{1000}", count: 20) + "*", "it is too long to match anything"),
        ]
    )
    func refused(pattern: String, message: String) {
        #expect(
            throws: ContextError(code: .invalidPattern, path: "", message: "illegal pattern \"\(pattern)\": \(message)")
        ) {
            try IgnorePatterns([pattern])
        }
    }

    /// A matcher that tries all ways would need longer than the universe has.
    @Test("many wildcards take no longer than the text is long", .timeLimit(.minutes(10)))
    func manyWildcards() throws {
        let stars = String(repeating: "a*", count: 40) + "b"
        let ignore = try IgnorePatterns([
            stars, "**/" + String(repeating: "a**", count: 40) + "b", String(repeating: "a|a*", count: 40),
        ])
        #expect(ignore.isIgnored(ContextPath(String(repeating: "a", count: 200) + "c/c")))
        #expect(!(try IgnorePatterns([stars]).isIgnored(ContextPath(String(repeating: "a", count: 200)))))
    }

    @Test("a scan follows the walk, in any order of paths")
    func scan() throws {
        let ignore = try IgnorePatterns(["docs", "!docs/en", "**/*.o"])
        let paths = [
            "docs", "docs/de", "docs/en", "docs/en/x", "docs/en/x.o", "docs/z", "src/a.c", "src/a.o", "docs/en/y",
        ]
        for order in [paths, paths.reversed(), paths.sorted()] {
            var scan = ignore.makeScan()
            var kept: [String] = []
            for path in order where !scan.isIgnored(ContextPath(path)) { kept.append(path) }
            #expect(kept.sorted() == ["docs/en", "docs/en/x", "docs/en/y", "src/a.c"])
        }
    }

    /// moby's MatchesUsingParentResults and MatchesOrParentMatches differ here; docker walks with the former.
    @Test("a pattern that changed nothing for the folder is not asked again below it")
    func repeatedPattern() throws {
        let ignore = try IgnorePatterns(["a", "!a/b", "a"])
        var scan = ignore.makeScan()
        let isIgnored = scan.isIgnored(ContextPath("a/b"))
        #expect(!isIgnored)
        #expect(ignore.isIgnored(ContextPath("a/b")))
    }

    @Test(
        "a folder can be passed over unless an exception reaches below it",
        arguments: [
            (["a"], "a", true), (["a"], "b", false), (["a", "!a/b"], "a", false), (["a", "!b"], "a", true),
            (["*", "!**/x"], "a", false), (["*", "!b/*.c"], "a", true), (["*", "!b/*.c"], "b", false),
            (["*", "!a/*/**"], "a/b", true), (["*", "!a/*/c*"], "a/b", false),
        ]
    )
    func prune(patterns: [String], folder: String, isPassed: Bool) throws {
        let (ignore, path) = (try IgnorePatterns(patterns), ContextPath(folder))
        #expect((ignore.isIgnored(path) && ignore.canPass(excludedFolder: path)) == isPassed)
    }

    @Test("patterns put before others are the weaker ones")
    func prepending() throws {
        let ignore = try IgnorePatterns(["!keep/.git"]).prepending(["**/.git"])
        #expect(ignore.patterns == ["**/.git", "!keep/.git"])
        #expect(ignore.isIgnored(ContextPath("a/.git/config")))
        #expect(!ignore.isIgnored(ContextPath("keep/.git/config")))
    }
}
