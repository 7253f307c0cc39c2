import ImageGraph
import ManifestKit
import RebuildPlanning
import Testing

/// What an upload holds, and what is refused before there is one.
struct SentContextTests {
    @Test("A private checkout is sent with the modes that its digest claims")
    func modes() async throws {
        try await EditedTree.with("repo: p", setup: "chmod +x p/f") { tree in
            try await tree.sh("chmod -R go-rwx p; echo new > p/new; chmod 600 p/new")
            let modes = try await tree.facts().sent.entries.map { "\($0.entry.path) \(String($0.mode, radix: 8))" }
            #expect(
                modes == [
                    "Dockerfile 644", "f 755", "new 644", "sub 755", "sub/f 644", "v2 755", "v2/Dockerfile 644",
                    "v2/f 644",
                ]
            )
        }
    }

    @Test("Where git does not look at modes, those of the index are sent, which the digest claims")
    func modesOfTheIndex() async throws {
        try await EditedTree.with(
            "repo: p\npath: sub\ndockerfile: ../Dockerfile",
            setup: "chmod +x p/sub/f; echo g > p/sub/g"
        ) {
            tree in
            let before = try await tree.facts().sources
            try await tree.sh("git -C p config core.fileMode false; chmod -x p/sub/f; chmod +x p/sub/g")
            let (sources, sent) = try await tree.facts()
            #expect(sent.entries.map { "\($0.entry.path) \(String($0.mode, radix: 8))" } == ["f 755", "g 644"])
            #expect(sources.inputDigest == before.inputDigest)
        }
    }

    @Test("The modes of the disk are sent where the entry says so")
    func modesOfTheDisk() async throws {
        let entry = "repo: p\npath: sub\ndockerfile: ../Dockerfile\ncontext_modes: disk"
        try await EditedTree.with(entry + "\ncomponents: [{repo: q, path: v2, dest: a/b}]") { tree in
            try await tree.sh("chmod 4750 p/sub/f; chmod 700 q/v2; chmod 640 q/v2/f; chmod 444 q/v2/Dockerfile")
            let modes = try await tree.facts().sent.entries.map { "\($0.entry.path) \(String($0.mode, radix: 8))" }
            #expect(modes == ["a 755", "a/b 700", "a/b/Dockerfile 444", "a/b/f 640", "f 4750"])
        }
    }

    @Test(
        "What is git's own is in the context only where it is asked for",
        arguments: [("repo: p", false), ("repo: p\ncontext_keep_git: true", true)]
    )
    func git(entry: String, isKept: Bool) async throws {
        try await EditedTree.with(entry) { tree in
            let (sources, sent) = try await tree.facts()
            #expect(sent.entries.contains { $0.entry.path.description == ".git/HEAD" } == isKept)
            #expect(sources.evidence.map(\.description) == (isKept ? ["git's own, in the context: p/.git"] : []))
        }
    }

    @Test("A hermetic context keeps a Dockerfile that git ignores")
    func hermetic() async throws {
        try await EditedTree.with("repo: p", setup: "printf '/Dockerfile\\n*.o\\n' > p/.gitignore; echo o > p/x.o") {
            tree in
            let (sources, sent) = try await tree.facts(hermetic: true)
            #expect(sent.dockerfile?.description == "Dockerfile")
            #expect(sources.state == .modified)
            #expect(!sent.entries.contains { $0.entry.path.description == "x.o" })
        }
    }

    @Test(
        "A component never stands in the Dockerfile's place",
        arguments: [
            ("repo: p\ncomponents: [{repo: q, path: f, dest: Dockerfile}]", true),
            ("repo: p\ncomponents: [{repo: q, path: sub, dest: Dockerfile}]", true),
            ("repo: p\ncomponents: [{repo: q, path: sub, dest: Dockerfile/x}]", true),
            ("repo: p\npath: v2\ncontext: ..\ncomponents: [{repo: q, path: v2, dest: v2}]", true),
            ("repo: p\npath: v2\ncontext: ..\ncomponents: [{repo: q, path: f, dest: v2}]", true),
            ("repo: p\npath: v2\ncontext: ..\ncomponents: [{repo: q, path: sub, dest: v2}]", false),
            ("repo: p\npath: v2\ncomponents: [{repo: q, path: v2, dest: v2}]", false),
            (
                "repo: p\npath: sub\ndockerfile: ../Dockerfile\ncomponents: [{repo: q, path: f, dest: Dockerfile}]",
                false
            ),
        ]
    )
    func replaced(entry: String, isRefused: Bool) async throws {
        try await EditedTree.with(entry) { tree in
            let codes: [String]
            do {
                _ = try await tree.facts()
                codes = []
            } catch let error as InputError {
                codes = error.diagnostics.map(\.code)
            }
            #expect(codes == (isRefused ? ["component-replaces-dockerfile"] : []))
        }
    }

    @Test(
        "A link out of the project is refused",
        arguments: [
            "path: out", "context: out", "dockerfile: out/Dockerfile", "components: [{repo: p, path: out, dest: t}]",
        ]
    )
    func outside(line: String) async throws {
        try await EditedTree.with("repo: p\n\(line)", setup: "ln -s ../q/v2 p/out") { tree in
            let error = await #expect(throws: InputError.self) { try await tree.facts() }
            #expect(error?.diagnostics.map(\.code) == ["path-leaves-project"])
        }
    }
}

/// What is between a plan and its build.
struct ChangedContextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Before the plan is made, and after it.
        let before: String
        let after: String
        /// Nil: it is listed as it was.
        let error: String?

        init(_ description: String, before: String = ":", after: String, _ error: String?) {
            testDescription = description
            self.before = before
            self.after = after
            self.error = error
        }
    }

    private static func changed(_ path: String, _ why: String) -> String {
        "\(path): changed after the plan was made: \(why) (run again when nothing writes to the source tree)"
    }

    @Test(arguments: [
        Case("nothing", before: "echo x > p/new; ln -s f p/link", after: "touch p/f p/new", nil),
        Case("a new file", after: "echo x > p/new", changed("new", "it is new, or of another kind")),
        Case("a file is gone", after: "rm p/f", changed("f", "it is no longer there")),
        Case(
            "a new file is gone",
            before: "echo x > p/new",
            after: "rm p/new",
            changed("{}/p/new", "it is no longer there")
        ),
        Case("a file became a link", after: "ln -sf v2 p/f", changed("f", "it is new, or of another kind")),
        Case(
            "a link became a file",
            before: "ln -s f p/l",
            after: "rm p/l; echo f > p/l",
            changed("l", "it was a symbolic link")
        ),
        Case(
            "a link leads elsewhere",
            before: "ln -s f p/l",
            after: "ln -sf g p/l",
            changed("l", "the link leads elsewhere")
        ),
        // Its bytes are compared when they are sent.
        Case("another content", after: "echo other > p/f", nil),
    ])
    func listed(_ one: Case) async throws {
        try await EditedTree.with("repo: p") { tree in
            try await tree.sh(one.before)
            let root = tree.root
            let error = await contextError { try await tree.sent(after: one.after) }
            #expect(error?.description == one.error?.replacing("{}", with: root))
        }
    }

    struct ReadCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let entry: String
        let setup: String
        let readOnly: [String]
    }

    @Test(
        "What the ignore rules leave out is only read",
        arguments: [
            ReadCase(
                testDescription: "both files",
                entry: "repo: p",
                setup: "printf 'Dockerfile\\n.dockerignore\\n' > p/.dockerignore",
                readOnly: [".dockerignore", "Dockerfile"]
            ),
            ReadCase(
                testDescription: "a folder that holds nothing else",
                entry: "repo: p\ndockerfile: v2/Dockerfile",
                setup: "echo v2 > p/.dockerignore",
                readOnly: ["v2", "v2/Dockerfile"]
            ),
            ReadCase(
                testDescription: "nothing",
                entry: "repo: p",
                setup: "echo v2 > p/.dockerignore",
                readOnly: []
            ),
        ]
    )
    func readOnly(_ one: ReadCase) async throws {
        try await EditedTree.with(one.entry, setup: one.setup) { tree in
            let sent = try await tree.facts().sent
            #expect(sent.readOnly.map(\.description).sorted() == one.readOnly)
        }
    }

    private func contextError(_ act: () async throws -> Void) async -> ContextError? {
        do {
            try await act()
            return nil
        } catch {
            return error as? ContextError
        }
    }
}
