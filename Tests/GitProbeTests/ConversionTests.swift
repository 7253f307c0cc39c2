import Testing

@testable import GitProbe

/// What makes git convert content, and the files for which its word says nothing of the bytes on disk.
struct ConversionCase: Sendable, CustomTestStringConvertible {
    let name: String
    let setup: String
    var paths: [String] = []
    let converted: [String]
    var testDescription: String { name }

    init(_ name: String, _ setup: String, paths: [String] = [], _ converted: [String]) {
        self.name = name
        self.setup = setup
        self.paths = paths
        self.converted = converted
    }
}

@Suite struct ConversionTests {
    private static let all = ["a/b/two", "a/one", "c/three"]

    private static func attributes(_ text: String, in folder: String = ".") -> String {
        "printf '\(text)\\n' > \(folder)/.gitattributes; git add .; git commit -qm attributes"
    }

    /// gitattributes(5) says which attributes convert, git-config(1) which settings.
    static let cases: [ConversionCase] = [
        ConversionCase("nothing", "", []),
        ConversionCase("attributes that convert nothing", attributes("* diff=x export-ignore -merge"), []),
        ConversionCase("a filter", attributes("one filter=lfs"), ["a/one"]),
        ConversionCase("line ends, of files that have no others", attributes("three text eol=crlf"), []),
        ConversionCase(
            "line ends that a checkout wrote",
            attributes("three text eol=crlf") + "; rm c/three; git checkout -q c/three",
            ["c/three"]
        ),
        ConversionCase(
            "line ends that an addition took away",
            "printf '1\\r\\n' | tee a/b/two > c/three; \(attributes("t* text=auto"))",
            ["a/b/two", "c/three"]
        ),
        ConversionCase("text that git finds, as it was committed", attributes("t* text=auto"), []),
        ConversionCase(
            "line ends, and an encoding of another",
            attributes("three text\\none working-tree-encoding=ISO-8859-1"),
            ["a/one", "c/three"]
        ),
        ConversionCase(
            "line ends, and a macro",
            attributes("[attr]x text\\none x"),
            ["a/one"]
        ),
        ConversionCase(
            "line ends, where git reads the index",
            "\(attributes("three text")); git update-index --split-index",
            ["c/three"]
        ),
        ConversionCase("the old name of line ends", attributes("three crlf"), []),
        ConversionCase("an encoding", attributes("one working-tree-encoding=ISO-8859-1"), ["a/one"]),
        ConversionCase("the id of the blob", attributes("one ident"), ["a/one"]),
        ConversionCase("attributes above the paths", attributes("one filter=lfs"), paths: ["a"], ["a/one"]),
        ConversionCase("attributes between", attributes("two filter=lfs", in: "a"), paths: ["a/b"], ["a/b/two"]),
        ConversionCase("attributes elsewhere", attributes("* filter=lfs", in: "c"), paths: ["a"], []),
        ConversionCase(
            "attributes that are not tracked",
            "echo '* filter=lfs' > a/.gitattributes",
            ["a/b/two", "a/one"]
        ),
        ConversionCase(
            "attributes that are ignored, above the paths",
            "echo '* filter=lfs' > .gitattributes; echo .gitattributes > .git/info/exclude",
            paths: ["a/b"],
            ["a/b/two"]
        ),
        ConversionCase("attributes of this checkout alone", "echo 'one filter=lfs' > .git/info/attributes", ["a/one"]),
        ConversionCase(
            "attributes of the user",
            "mkdir -p ../home/.config/git; echo 'one filter=lfs' > ../home/.config/git/attributes",
            ["a/one"]
        ),
        ConversionCase(
            "attributes in a file of the user's choice",
            "echo 'one filter=lfs' > ../mine; git config --global core.attributesFile \"$PWD/../mine\"",
            ["a/one"]
        ),
        ConversionCase("core.autocrlf of the user", "git config --global core.autocrlf input", all),
        ConversionCase("core.autocrlf of this checkout", "git config core.autocrlf true", all),
        ConversionCase(
            "core.autocrlf by an include",
            "echo '[core]\nautocrlf = true' > ../m; git config include.path \"$PWD/../m\"",
            all
        ),
        ConversionCase("core.autocrlf that is off", "git config core.autocrlf false", []),
        ConversionCase(
            "names that are patterns",
            "touch 'q [x]'; \(attributes("q* filter=lfs"))",
            paths: ["q [x]"],
            ["q [x]"]
        ),
        ConversionCase(
            "an index in two files",
            "\(attributes("one filter=lfs")); git update-index --split-index",
            ["a/one"]
        ),
    ]

    @Test(arguments: cases, [false, true]) func tellsWhatMayBeConverted(
        _ example: ConversionCase,
        _ isOld: Bool
    ) async throws {
        // Where all files are old, the index and stat tell all, and git is not asked for its status.
        let end =
            isOld
            ? "\nfind . -name .git -prune -o -type f -exec touch -d 2001-01-01 {} +; git update-index -q --really-refresh || true"
            : ""
        try await withScratch(example.setup + end) { scratch in
            let facts = try await scratch.facts(paths: example.paths)
            let converted = facts.tracked.filter { $0.flags.contains(.converted) }
            #expect(converted.map(\.path.description).filter { !$0.hasSuffix(".gitattributes") } == example.converted)
            #expect(converted.allSatisfy { !$0.isVouchedFor })
        }
    }

    /// Git 2.39 leaves a file out in some two hundred calls where all pathspecs begin with one folder.
    @Test(arguments: [["a/b"], ["a/b/c", "a/d"], ["a", "b/c"], [".gitattributes/x"]])
    func attributesAreAskedForWithoutAFolderThatAllShare(_ paths: [String]) {
        let command = RepositoryCommands.files(with: ["filter"], paths.map { GitPath($0) })
        let named = command.arguments.map { String(decoding: $0, as: UTF8.self) }.compactMap { argument in
            argument.hasPrefix(":(top,literal)") ? argument.dropFirst(":(top,literal)".count) : nil
        }
        #expect(paths.allSatisfy { named.contains($0[...]) })
        #expect(named.contains { !$0.contains("/") })
    }

    /// Each edits all files on disk, so that git calls all of them modified.
    static let doubts: [(setup: String, doubted: [String])] = [
        (attributes("one filter=lfs"), ["a/one"]),
        (attributes("one text=auto"), []),
        ("git config core.autocrlf input", []),
        ("git config core.autocrlf input; \(attributes("one filter=lfs"))", ["a/one"]),
    ]

    @Test(arguments: doubts, [false, true]) func tellsWhereAFilterMakesGitsWordDoubtful(
        _ example: (setup: String, doubted: [String]),
        _ isOld: Bool
    ) async throws {
        let age =
            "\nfind . -name .git -prune -o -type f -exec touch -d 2001-01-01 {} +; git update-index -q --really-refresh || true"
        let edit = "\necho longer >> a/b/two; echo longer >> a/one; echo longer >> c/three"
        try await withScratch(example.setup + (isOld ? age : "") + edit) { scratch in
            let facts = try await scratch.facts()
            #expect(facts.worktreeChanges.map(\.line) == Self.all.map { "modified \($0)" })
            let doubted = facts.tracked.filter { $0.flags.contains(.doubted) }
            #expect(doubted.map(\.path.description) == example.doubted)
        }
    }

    @Test(arguments: ["git add a/one", "chmod +x a/one", "rm a/one; ln -s x a/one", "rm a/one"])
    func doubtsNothingButContentOnDisk(_ more: String) async throws {
        try await withScratch("\(Self.attributes("one filter=lfs")); echo longer >> a/one; \(more)") { scratch in
            let facts = try await scratch.facts()
            #expect(facts.worktreeChanges.map(\.path.description) == ["a/one"])
            #expect(facts.tracked.allSatisfy { !$0.flags.contains(.doubted) })
        }
    }

    @Test func submodulesHaveTheirOwn() async throws {
        let setup = """
            cd ..; git init -q sub; echo s > sub/s; echo t > sub/t; echo 's filter=lfs' > sub/.gitattributes; git -C sub add .
            git -C sub commit -qm s; cd repo; git submodule --quiet add "$PWD/../sub" lib; git commit -qm sub
            """
        try await withScratch(setup) { scratch in
            let converted = try await scratch.facts().tracked.filter { $0.flags.contains(.converted) }
            #expect(converted.map(\.path.description) == ["lib/s"])
        }
    }
}
