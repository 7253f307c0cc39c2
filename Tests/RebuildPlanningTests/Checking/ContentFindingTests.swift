import ManifestKit
import RebuildPlanning
import Testing

/// What `check` finds between Dockerfiles and what is there for them: issue 11, item 33.
struct ContentFindingTests {
    typealias Case = CheckFindingTests.Case

    private static let labels = CheckTree.labels(components: ["lib"])

    @Test("Findings", arguments: copies + git + arguments + links + components + pointers)
    func findings(_ example: Case) async throws { try await CheckFindingTests().findings(example) }

    /// The image `lab/app` with a line more after its `FROM`; `app` holds `main.sh`, and what `files` add.
    private static func line(
        _ line: String,
        from base: String = "FROM lab/base:candidate",
        files: [String: String] = [:],
        script: String = "",
        entry: String = "",
        _ findings: String...
    ) -> Case {
        let own = [
            "app/Dockerfile": "\(base)\n\(line)\n\(labels)",
            "images.yml": CheckTree.list + (entry.isEmpty ? "" : "\n\(entry)"),
        ]
        return Case(
            name: "\(base)\n\(line)\n\(entry)\(files.keys.sorted())",
            files: own.merging(files) { _, new in new },
            script: script,
            findings: findings
        )
    }

    private static let copy = "app/Dockerfile:2:1 warning"

    static let copies: [Case] = [
        line("COPY main.sh /main.sh /x"),
        line("COPY . /"),
        line("COPY nosuch /", "\(copy) missing-copy-source"),
        line("COPY Main.sh /", "\(copy) missing-copy-source"),
        line("COPY main.sh/x /", "\(copy) missing-copy-source"),
        line("ADD nosuch.tgz /", "\(copy) missing-copy-source"),
        line("COPY nosuch main.sh gone /", "\(copy) missing-copy-source", "\(copy) missing-copy-source"),
        line("COPY nosuch* [m]ain.sh /"),
        line("COPY $UNKNOWN/x /"),
        line("COPY --from=debian:12 nosuch /"),
        line("ADD https://example.org/nosuch /"),
        line("COPY <<EOF /x\nnosuch\nEOF"),
        line("ONBUILD COPY nosuch /"),
        line("COPY d d/e /", files: ["app/d/e/f": "1"]),
        line("COPY --parents d/./e /", files: ["app/d/e/f": "1"]),
        line("COPY --exclude=*.md d /", files: ["app/d/x.md": "1"]),
        line("COPY l/f l /", files: ["app/d/f": "1"], script: "ln -s d app/l; \(commit)"),
        line("COPY d/f /", files: ["app/d/f": "1", "app/.dockerignore": "d\n"], "\(copy) ignored-copy-source"),
        line("COPY d /", files: ["app/d/f": "1", "app/.dockerignore": "d\n"], "\(copy) ignored-copy-source"),
        line("COPY d /", files: ["app/d/f": "1", "app/.dockerignore": "d\n!d/f\n"]),
        line("COPY d/f /", files: ["app/d/f": "1", "app/.dockerignore": "*\n!d\n!Dockerfile\n!.dockerignore\n"]),
        line("COPY vendor/Dockerfile /", entry: component),
        line("COPY vendor/nosuch /", entry: component, "\(copy) missing-copy-source"),
        line(
            "COPY vendor/Dockerfile /",
            files: ["app/.dockerignore": "vendor/Dockerfile\nvendor/x\n", "lib/base/y": "1"],
            entry: component,
            "\(copy) ignored-copy-source"
        ),
        Case(
            name: "each of two images with one context has its own",
            files: [
                "images.yml": CheckTree.list + "\n  - {name: lab/c, repo: app, dockerfile: C}",
                "app/C": "FROM debian:12\nCOPY nosuch /\n" + CheckTree.labels(),
            ],
            findings: ["app/C:2:1 warning missing-copy-source"]
        ),
        Case(
            name: "an ONBUILD of a listed base takes what the child lacks",
            files: ["lib/base/Dockerfile": "FROM debian:12\nONBUILD COPY nosuch /\n" + CheckTree.labels()],
            findings: ["app/Dockerfile:1:1 warning missing-copy-source"]
        ),
    ]

    private static let commit =
        "cd app; git add -A; git commit -qm more; git update-ref refs/remotes/origin/master HEAD"
    private static let component = "    components: [{repo: lib, path: base, dest: vendor}]"

    static let git: [Case] = [
        line("COPY .git /x", "\(copy) git-not-in-context"),
        line("COPY .git/HEAD /x", "\(copy) git-not-in-context"),
        line("COPY . /\nRUN git describe > /x", "app/Dockerfile:3:1 warning git-not-in-context"),
        line("RUN git describe > /x"),
        line("COPY . /\nRUN git clone https://x/y && cd y && git describe"),
        line("COPY . /\nRUN digit describe"),
        line("COPY .git /x", entry: "    context_keep_git: true"),
        line("COPY . /\nRUN git describe > /x", entry: "    context_keep_git: true"),
        line("COPY .git /x", files: ["app/.dockerignore": "!.git\n"]),
    ]

    static let arguments: [Case] = [
        line(
            "RUN echo $V",
            from: "ARG V=1\nFROM lab/base:candidate",
            "app/Dockerfile:3:1 warning argument-before-from"
        ),
        line("ARG V\nRUN echo $V", from: "ARG V=1\nFROM lab/base:candidate"),
        line(
            "RUN echo $V",
            from: "ARG V=1\nFROM lab/base:candidate",
            files: ["lib/base/Dockerfile": "FROM debian:12\nENV V=2\n" + CheckTree.labels()]
        ),
        line(
            "RUN echo $REDIS_VERSION $V",
            from: "ARG REDIS_VERSION=3.2\nARG V=1\nFROM redis:candidate",
            "app/Dockerfile:4:1 warning argument-before-from"
        ),
    ]

    static let links: [Case] = [
        Case(
            name: "a Dockerfile that is a link out of its context",
            files: ["lib/real": "FROM debian:12\n" + CheckTree.labels(), "lib/base/Dockerfile": "", "lib/base/x": "1"],
            script: """
                cd lib; ln -s ../real base/Dockerfile; git add -A; git commit -qm l; git update-ref refs/remotes/origin/master HEAD
                """,
            findings: [
                "images.yml:5:5 warning dockerfile-leaves-context", "images.yml:5:5 warning symlink-leaves-context",
            ]
        ),
        Case(
            name: "a Dockerfile that is a link within its context",
            files: ["app/Dockerfile": "", "app/real": "FROM lab/base:candidate\n" + labels],
            script: "ln -s real app/Dockerfile; \(commit)",
            findings: []
        ),
        Case(
            name: "a Dockerfile outside its context is no link",
            files: ["images.yml": CheckTree.list + "\n    context: sub", "app/sub/x": "1"],
            findings: []
        ),
        Case(
            name: "a Dockerfile and an ignore file that the ignore file leaves out",
            files: ["app/.dockerignore": "Dockerfile\n.dockerignore\n"],
            findings: []
        ),
    ]

    static let components: [Case] = [
        line(
            "",
            files: ["app/.dockerignore": "vendor\n"],
            entry: component,
            "images.yml:10:18 warning component-adds-nothing"
        ),
        line("", files: ["app/.dockerignore": "vendor/none\n"], entry: component),
        Case(
            name: "two components have one build argument",
            files: [
                ".repo/manifest.xml": CheckTree.manifest
                    .replacing(
                        "<project name=\"lib\"/>",
                        with: "<project name=\"lib\"/><project name=\"li.b\"/><project name=\"li-b\"/>"
                    ),
                "images.yml": CheckTree.list
                    + "\n    components:\n      - {repo: li.b, dest: one}\n      - {repo: li-b, dest: two}\n      - {repo: li-b, path: y, dest: three}",
                "li.b/x": "1", "li-b/y": "1",
                "app/Dockerfile": "FROM lab/base:candidate\n" + CheckTree.labels(components: ["lib", "li.b", "li-b"]),
            ],
            script: """
                for p in li.b li-b; do (cd $p; git init -q; git add -A; git commit -qm l; git update-ref refs/remotes/origin/master HEAD) done
                """,
            findings: [
                "images.yml:12:9 warning component-argument-taken", "images.yml:13:9 warning component-argument-taken",
            ]
        ),
        nested(
            "the checkout of another project lies in the context",
            ["images.yml:8:5 warning project-in-context"]
        ),
        nested(
            "the checkout of another project lies in a component",
            files: [
                "app/.dockerignore": "in\n",
                "images.yml": CheckTree.list
                    + "\n  - {name: lab/two, repo: lib, path: two, components: [{repo: app, dest: a}]}\n",
                "lib/two/Dockerfile": "FROM lab/base:candidate\n" + CheckTree.labels(components: ["app", "inner"]),
            ],
            ["images.yml:10:56 warning project-in-context"]
        ),
        nested("the ignore file leaves it out", files: ["app/.dockerignore": "in\n"], []),
        nested("a component brings it", entry: "\n    components: [{repo: inner, dest: in}]", []),
    ]

    private static func nested(
        _ name: String,
        files: [String: String] = [:],
        entry: String = "",
        _ findings: [String]
    ) -> Case {
        let own = [
            ".repo/manifest.xml": CheckTree.manifest
                .replacing(
                    "<project name=\"lib\"/>",
                    with: "<project name=\"lib\"/><project name=\"inner\" path=\"app/in\"/>"
                ),
            "app/.gitignore": "in\n", "app/in/x": "1", "images.yml": CheckTree.list + entry,
            "app/Dockerfile": "FROM lab/base:candidate\n" + CheckTree.labels(components: ["inner", "lib"]),
        ]
        return Case(
            name: name,
            files: own.merging(files) { _, new in new },
            script:
                "cd app/in; git init -q; git add -A; git commit -qm l; git update-ref refs/remotes/origin/master HEAD",
            findings: findings
        )
    }

    private static let pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "4d7a2146", count: 8))\nsize 12345\n"

    static let pointers: [Case] = [
        line("", files: ["app/big": pointer], "images.yml:8:5 warning lfs-pointer"),
        line(
            "",
            files: ["app/big": pointer.replacing("oid", with: "ext-0-x sha256:00\noid")],
            "images.yml:8:5 warning lfs-pointer"
        ),
        line("", files: ["app/big": pointer, "app/.dockerignore": "big\n"]),
        line("", files: ["app/big": "About " + pointer]),
        line("", files: ["app/big": pointer.replacing("4d7a", with: "")]),
        line("", files: ["app/big": pointer + String(repeating: "x", count: 1023)]),
    ]

    @Test("A Dockerfile that is there under another name is named", arguments: ["dockerfile", "Dockerfil"])
    func otherName(_ name: String) async throws {
        try await CheckTree.withTree(["app/Dockerfile": "", "app/\(name)": "FROM lab/base:candidate\n"]) { tree in
            let findings = try await tree.check().findings
            #expect(findings.map(\.code) == ["missing-dockerfile"])
            #expect(findings.map(\.hint) == ["there is '\(name)': name it in 'dockerfile', or rename it"])
        }
    }
}
