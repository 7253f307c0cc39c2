import Foundation
import ManifestKit
import Testing

@Suite("Image list")
struct ImageListTests {
    /// A list and the problems in it: `LINE:COLUMN code`.
    struct Refused: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let expected: [String]
        var testDescription: String { name }
        init(_ name: String, _ text: String, _ expected: [String]) {
            (self.name, self.text, self.expected) = (name, text, expected)
        }
        /// An image with the given further lines, which start on line 4.
        init(_ name: String, image lines: String, _ expected: [String]) {
            let lines = lines.split(separator: "\n").map { "    \($0)\n" }.joined()
            self.init(name, "buildable_images:\n  - name: a\n    repo: r\n\(lines)", expected)
        }
    }

    @Test(arguments: refused)
    func refuses(_ sample: Refused) throws {
        let error = try #require(throws: InputError.self) { try ImageList.parse(sample.text, file: "l.yml") }
        let found = error.diagnostics.map { diagnostic in
            guard let line = diagnostic.line, let column = diagnostic.column else { return diagnostic.code }
            return "\(line):\(column) \(diagnostic.code)"
        }
        #expect(found == sample.expected, "\(error)")
    }

    // The source of all rules is the contract, section 1.2, unless a case says otherwise.
    static let refused: [Refused] = [
        .init("Nothing", "", ["empty-file"]),
        .init("Only comments", "# nothing\n", ["empty-file"]),
        .init("A list", "- a\n", ["1:1 wrong-type"]),
        .init("A text", "abc", ["1:1 wrong-type"]),
        .init("Unknown key", "pull_only: []\n", ["1:1 unknown-key"]),
        .init("The tag is a number", "docker_build_tag: 1.10", ["1:19 wrong-type"]),
        .init("The tag is a boolean (YAML 1.1)", "docker_build_tag: no", ["1:19 wrong-type"]),
        .init("The tag is missing after its key", "docker_build_tag:", ["1:18 wrong-type"]),
        .init("The tag is empty", "docker_build_tag: ''", ["1:19 empty-value"]),
        .init("The tag has a line break in it", "docker_build_tag: \"a\\nb\"", ["1:19 illegal-character"]),
        .init("Pulled images are no list", "pull_only_images: nginx", ["1:19 wrong-type"]),
        .init("A pulled image is a map", "pull_only_images:\n  - {name: nginx}\n", ["2:5 wrong-type"]),
        .init("A pulled image is nothing", "pull_only_images:\n  -\n", ["2:4 wrong-type"]),
        .init("An image is a text", "buildable_images:\n  - a\n", ["2:5 wrong-type"]),
        .init("No name", "buildable_images:\n  - repo: r\n", ["2:5 missing-key"]),
        .init("Neither", "buildable_images:\n  - path: a\n", ["2:5 missing-key"]),
        .init(
            "One name twice",
            "buildable_images:\n  - {name: a, repo: r}\n  - {name: a, repo: s}\n",
            ["3:12 duplicate-name"]
        ),
        .init(
            "One name twice, the second time with what is the default anyway",
            "buildable_images:\n  - {name: a, repo: r}\n  - {name: a, repo: r, path: .}\n",
            ["3:12 duplicate-name"]
        ),
        .init(
            "One name twice, with the components in another order",
            """
            buildable_images:
              - {name: a, repo: r, components: [{repo: b, dest: x}, {repo: c, dest: y}]}
              - {name: a, repo: r, components: [{repo: c, dest: y}, {repo: b, dest: x}]}
            """,
            ["3:12 duplicate-name"]
        ),
        .init("Modes that there are none of", image: "context_modes: dsk", ["4:20 illegal-value"]),
        .init("Modes are a boolean", image: "context_modes: on", ["4:20 wrong-type"]),
        .init("Whether git is kept is a text", image: "context_keep_git: 'true'", ["4:23 wrong-type"]),
        .init("Unknown key of an image", image: "docker_file: x", ["4:5 unknown-key"]),
        .init("A secret without an id", image: "secrets: [\"id=a,src=b\", \"src=b\"]", ["4:29 illegal-value"]),
        .init("Secrets are a text", image: "secrets: id=a", ["4:14 wrong-type"]),
        .init("An ssh agent without a name", image: "ssh: [\"=x\"]", ["4:11 illegal-value"]),
        .init("A key that is a list", image: "[a]: x", ["4:5 wrong-type"]),
        .init("Path is a number", image: "path: 7", ["4:11 wrong-type"]),
        .init("Path leaves the project", image: "path: ../x", ["4:11 illegal-path"]),
        .init("Path leaves the project on its way", image: "path: a/../../r/b", ["4:11 illegal-path"]),
        .init("Path is absolute", image: "path: /x", ["4:11 illegal-path"]),
        .init("Context leaves the project", image: "path: a/b\ncontext: ../../..", ["5:14 illegal-path"]),
        .init("Context is absolute", image: "context: /", ["4:14 illegal-path"]),
        .init("Dockerfile leaves the project", image: "path: a\ndockerfile: ../../Dockerfile", ["5:17 illegal-path"]),
        .init("Dockerfile is absolute", image: "dockerfile: /Dockerfile", ["4:17 illegal-path"]),
        .init("Dockerfile is a folder", image: "path: a\ndockerfile: ..", ["5:17 illegal-path"]),
        .init("Components are no list", image: "components: {repo: b}", ["4:17 wrong-type"]),
        .init("A component lacks all", image: "components: [{}]", ["4:18 missing-key"]),
        .init(
            "A component has an unknown key",
            image: "components:\n- repo: b\n  dst: x\n  dest: x",
            ["6:7 unknown-key"]
        ),
        .init(
            "A component's path leaves its project",
            image: "components:\n- {repo: b, dest: x, path: ..}",
            ["5:32 illegal-path"]
        ),
        .init(
            "A component's dest leaves the context",
            image: "components:\n- {repo: b, dest: ../x}",
            ["5:23 illegal-path"]
        ),
        .init("A component's dest is absolute", image: "components:\n- {repo: b, dest: /x}", ["5:23 illegal-path"]),
        .init(
            "A component's dest is the context (it would replace the context's own files)",
            image: "components:\n- {repo: b, dest: x/..}",
            ["5:23 illegal-path"]
        ),
        .init(
            "Two components at one dest",
            image: "components:\n- {repo: b, dest: x}\n- {repo: c, dest: ./x/}",
            ["6:23 duplicate-name"]
        ),
        .init("Build arguments are a list", image: "build_args: [A=1]", ["4:17 wrong-type"]),
        .init("A build argument is nothing", image: "build_args: {A: }", ["4:21 wrong-type"]),
        .init("A build argument is a list", image: "build_args: {A: [1]}", ["4:21 wrong-type"]),
        .init("A build argument's name has a = in it", image: "build_args: {A=1: x}", ["4:18 wrong-type"]),
        .init("Target is a number", image: "target: 1", ["4:13 wrong-type"]),
        .init("Platform is empty", image: "platform: ''", ["4:15 empty-value"]),
        .init("Network is a map", image: "network: {}", ["4:14 wrong-type"]),
        .init("Cache sources are a text", image: "cache_from: a", ["4:17 wrong-type"]),
        .init("A cache source is a number", image: "cache_from: [1]", ["4:18 wrong-type"]),
        .init(
            "All problems in one run",
            """
            docker_build_tag: 3
            pull_only_image: []
            buildable_images:
              - name: a
                path: /x
              - name: a
                repo: r
                contxt: .
            """,
            [
                "2:1 unknown-key", "1:19 wrong-type", "5:11 illegal-path", "8:5 unknown-key",
                "6:11 duplicate-name",
            ]
        ),
        .init("A key twice", "docker_build_tag: a\ndocker_build_tag: b\n", ["1:1 duplicate-key"]),
        .init("A key twice, deep within", image: "path: a\npath: b", ["4:5 duplicate-key"]),
        .init("No YAML", "a: [b\n", ["2:1 malformed-yaml"]),
        .init("A tab for indentation", "a:\n\t- b\n", ["2:1 malformed-yaml"]),
        .init("Two documents", "docker_build_tag: a\n---\ndocker_build_tag: b\n", ["3:1 many-documents"]),
    ]

    /// Each repeats something; the list is the one without it.
    static let repeated: [(again: String, once: String, place: String)] = [
        ("pull_only_images: ['a:1', 'a:1', 'b:1']", "pull_only_images: ['a:1', 'b:1']", "1:27"),
        (
            "buildable_images:\n  - {name: a, repo: r, path: p}\n  - {repo: r, path: 'p', name: a}\n",
            "buildable_images:\n  - {name: a, repo: r, path: p}\n", "3:5"
        ),
        (
            """
            buildable_images:
              - &one {name: a, repo: r, build_args: {A: 1, B: x}, components: [{repo: b, dest: x}]}
              - *one
            """,
            "buildable_images:\n  - {name: a, repo: r, build_args: {A: 1, B: x}, components: [{repo: b, dest: x}]}\n",
            "3:5"
        ),
        (
            "buildable_images:\n  - {name: a, repo: r, components: [{repo: b, dest: x}, {dest: x, repo: b}]}\n",
            "buildable_images:\n  - {name: a, repo: r, components: [{repo: b, dest: x}]}\n", "2:57"
        ),
    ]

    @Test(arguments: repeated)
    func takesARepetitionForOneEntry(_ sample: (again: String, once: String, place: String)) throws {
        let list = try ImageList.parse(sample.again, file: "l.yml")
        let once = try ImageList.parse(sample.once, file: "l.yml")
        #expect(
            list.warnings.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.severity) \($0.code)" } == [
                "\(sample.place) warning repeated-entry"
            ]
        )
        #expect(once.warnings.isEmpty)
        #expect(list.pullOnly.map(\.text) == once.pullOnly.map(\.text))
        #expect(list.buildable.map(\.name) == once.buildable.map(\.name))
        #expect(list.buildable.map { $0.components.map(\.dest) } == once.buildable.map { $0.components.map(\.dest) })
    }

    @Test(
        arguments: [
            ("", .git, false), ("context_modes: git", .git, false), ("context_modes: disk", .disk, false),
            ("context_keep_git: yes", .git, true), ("context_keep_git: false", .git, false),
        ] as [(String, ContextModes, Bool)]
    )
    func readsWhatIsSaidOfContexts(_ line: String, _ modes: ContextModes, _ keepsGit: Bool) throws {
        let list = try ImageList.parse("buildable_images:\n  - name: a\n    repo: r\n    \(line)\n", file: "l.yml")
        #expect(list.buildable.map(\.contextModes) == [modes])
        #expect(list.buildable.map(\.keepsGit) == [keepsGit])
    }

    @Test("Everything there is, and its places")
    func full() throws {
        let text = """
            docker_build_tag: candidate
            pull_only_images: ["nginx:1.13", 'redis@sha256:0']
            buildable_images:
              - name: x/a
                repo: r
                path: c/./d
                dockerfile: sub/Dockerfile.a
                context: ../..
                components:
                  - {repo: s, dest: ./v//s/}
                  - {repo: s, path: ./p/, dest: v/p}
                build_args: {N: 007, B: yes, S: "", T: a b}
                target: release
                platform: linux/arm64
                network: none
                cache_from: ["x/a:old", x/b]
              - name: x/b
                repo: r
            """
        let list = try ImageList.parse(text, file: "l.yml")
        func at(_ line: Int, _ column: Int) -> SourcePosition {
            SourcePosition(file: "l.yml", line: line, column: column)
        }
        #expect(list.buildTag == "candidate")
        #expect(list.buildTagPosition == at(1, 19))
        #expect(list.pullOnly.map(\.text) == ["nginx:1.13", "redis@sha256:0"])
        #expect(list.pullOnly.map(\.position) == [at(2, 20), at(2, 34)])
        let image = try #require(list.buildable.first)
        #expect(image.name == "x/a")
        #expect(image.repo == "r")
        #expect(image.dockerfilePath == "c/d/sub/Dockerfile.a")
        #expect(image.contextPath == ".")
        #expect(image.components.map(\.repo) == ["s", "s"])
        #expect(image.components.map(\.path) == [".", "p"])
        #expect(image.components.map(\.dest) == ["v/s", "v/p"])
        #expect(image.components.map(\.position) == [at(10, 9), at(11, 9)])
        #expect(image.buildArguments == ["N": "007", "B": "yes", "S": "", "T": "a b"])
        #expect(image.target == "release")
        #expect(image.platform == "linux/arm64")
        #expect(image.network == "none")
        #expect(image.cacheFrom == ["x/a:old", "x/b"])
        #expect(image.position == at(4, 5))
        #expect(image.position(of: .dockerfile) == at(7, 17))
        let other = try #require(list.buildable.last)
        #expect(other.path == ".")
        #expect(other.dockerfile == "Dockerfile")
        #expect(other.context == ".")
        #expect(other.dockerfilePath == "Dockerfile")
        #expect(other.contextPath == ".")
        #expect(other.position(of: .path) == other.position)
    }

    @Test(
        "Where the Dockerfile and the context are",
        arguments: [
            (".", "Dockerfile", ".", "Dockerfile", "."),
            ("a/b", "Dockerfile", ".", "a/b/Dockerfile", "a/b"),
            ("a/b", "../Dockerfile.x", "..", "a/Dockerfile.x", "a"),
            ("./a//", "./d/../D", "b/", "a/D", "a/b"),
            ("a", "Dockerfile", "../../p/..", "", ""),
        ]
    )
    func places(_ path: String, _ dockerfile: String, _ context: String, _ file: String, _ folder: String) throws {
        let image = "{name: a, repo: r, path: '\(path)', dockerfile: '\(dockerfile)', context: '\(context)'}"
        let text = "buildable_images: [\(image)]"
        if file.isEmpty {
            #expect(throws: InputError.self) { try ImageList.parse(text, file: "l") }
            return
        }
        let list = try ImageList.parse(text, file: "l")
        #expect(list.buildable.map(\.dockerfilePath) == [file])
        #expect(list.buildable.map(\.contextPath) == [folder])
    }

    @Test("Keys with nothing after them are empty lists")
    func emptyKeys() throws {
        let text = "pull_only_images:\nbuildable_images: [{name: a, repo: r, components: , build_args: , cache_from: }]"
        let list = try ImageList.parse(text, file: "l")
        #expect(list.pullOnly.isEmpty)
        #expect(list.buildable.map(\.components) == [[]])
    }

    @Test("A mistyped key brings a suggestion")
    func suggestion() throws {
        let error = try #require(throws: InputError.self) {
            try ImageList.parse("buildable_images:\n- name: a\n  repo: r\n  dokerfile: x\n", file: "l.yml")
        }
        let message = "unknown key \"dokerfile\" in an entry of buildable_images"
        #expect(error.description == "l.yml:4:3: error: \(message) (did you mean \"dockerfile\"?)")
    }

    @Test("What a file says cannot drive the terminal")
    func controlCharacters() throws {
        let error = try #require(throws: InputError.self) {
            try ImageList.parse("\"\\e[31m\": x\n", file: "l.yml")
        }
        #expect(!error.description.unicodeScalars.contains("\u{1B}"))
    }

    @Test("Files: missing, a folder, not UTF-8, with a byte order mark and CRLF")
    func files() throws {
        let tree = try TemporaryTree(["bom.yml": "\u{FEFF}docker_build_tag: x\r\n"])
        try tree.write(.init([0x61, 0xFF, 0x62]), to: "latin.yml")
        func code(_ name: String) -> [String]? {
            let error = #expect(throws: InputError.self) { try ImageList.load(file: "\(tree.path)/\(name)") }
            return error?.diagnostics.map(\.code)
        }
        #expect(code("none.yml") == ["not-found"])
        #expect(code(".") == ["not-a-file"])
        #expect(code("latin.yml") == ["not-utf8"])
        #expect(try ImageList.load(file: "\(tree.path)/bom.yml").buildTag == "x")
    }
}
