import ManifestKit
import RebuildPlanning
import Testing

/// What `check` finds: one change to a tree with nothing wrong, and all that must be found then.
///
/// The rules are those of the contract (1.1 to 1.4, 2.1, 2.2) and of issue 3, item 6.
struct CheckFindingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var files: [String: String] = [:]
        var script = ""
        var whitelist: String?
        var buildTag: String?
        var hermetic = false
        /// `FILE:LINE:COLUMN severity code`, in order.
        let findings: [String]

        var testDescription: String { name }
    }

    @Test("Findings", arguments: inputs + images + dockerfiles + contexts + sources)
    func findings(_ example: Case) async throws {
        try await CheckTree.withTree(example.files, script: example.script) { tree in
            let report = try await tree.check { options in
                options.whitelist = example.whitelist
                options.buildTag = example.buildTag
                options.hermetic = example.hermetic
            }
            let found = report.findings.map { finding in
                let place = [finding.file] + [finding.line, finding.column].compactMap { $0.map { "\($0)" } }
                return tree.relative("\(place.joined(separator: ":")) \(finding.severity) \(finding.code)")
            }
            #expect(found == example.findings, "\(report.findings.map(\.description).joined(separator: "\n"))")
            for finding in report.findings {
                #expect(Self.rules.contains(finding.rule), "\(finding.code) is not documented")
            }
        }
    }

    private static let rules = Set(RuleGroup.ofCheck.flatMap(\.rules))
    private static let labels = CheckTree.labels()
    private static let labelsWithLib = CheckTree.labels(components: ["lib"])

    /// The list with an entry more.
    private static func list(_ entry: String) -> String { CheckTree.list + "\n" + entry }

    // MARK: Files

    private static let digest = "sha256:" + String(repeating: "a", count: 64)

    static let inputs: [Case] = [
        Case(
            name: "bases: one that is to be locked and is not, one that nobody needs",
            files: [
                "images.yml": list(
                    "base_images:\n  - {name: 'debian:12', freshness: locked}\n  - {name: 'debian:11', freshness: warn}"
                )
            ],
            findings: ["images.yml:11:5 error base-not-locked", "images.yml:12:5 warning unneeded-base"]
        ),
        Case(
            name: "bases: the lock file names it, in another spelling",
            files: [
                "images.yml": list("base_images:\n  - {name: 'debian:12', freshness: locked}"),
                "docker_bases.lock.yml":
                    "format: 1\nbases:\n  - {name: docker.io/library/debian:12, digest: '\(digest)'}\n",
            ],
            findings: []
        ),
        Case(
            name: "bases: a lock file that cannot be read",
            files: [
                "images.yml": list("base_images:\n  - {name: 'debian:12', freshness: locked}"),
                "docker_bases.lock.yml": "format: 1\nbases:\n  - {name: 'debian:12', digest: x}\n",
            ],
            findings: ["docker_bases.lock.yml:3:33 error illegal-value"]
        ),
        Case(name: "nothing is wrong", findings: []),
        Case(
            name: "no manifest: the list and the whitelist are judged all the same",
            files: [
                ".repo/manifest.xml": "<manifest><projekt", "images.yml": list("  - nme: x\n    repo: app"),
                "want.yml": "docker_image_whitelist: [lab/apq]",
            ],
            whitelist: "want.yml",
            findings: [
                ".repo/manifest.xml:1:11 error malformed-xml", "images.yml:10:5 error missing-key",
                "images.yml:10:5 error unknown-key", "want.yml:1:26 error unknown-image",
            ]
        ),
        Case(
            name: "no list: the whitelist's own problems are told",
            files: ["images.yml": "", "want.yml": "docker_image_whitelist: [3, [x]]"],
            whitelist: "want.yml",
            findings: [
                "images.yml error not-found", "want.yml:1:26 error wrong-type", "want.yml:1:29 error wrong-type",
            ]
        ),
        Case(
            name: "a broken entry hides no other one, and nothing is said of what it names",
            files: [
                "images.yml": list("  - name: lab/x\n    repo: nowhere\n    contxt: y\n  - name: lab/y\n    repo: apq")
            ],
            findings: ["images.yml:12:5 error unknown-key", "images.yml:14:11 error unknown-repo"]
        ),
        Case(
            name: "a whitelist with names in no list hides nothing of the list",
            files: [
                "images.yml": list("  - name: lab/y\n    repo: apq"),
                "want.yml": "docker_image_whitelist:\n  - lab/app\n  - lab/bse\n  - nowhere/at/all\n",
            ],
            whitelist: "want.yml",
            findings: [
                "images.yml:11:11 error unknown-repo", "want.yml:3:5 error unknown-image",
                "want.yml:4:5 error unknown-image",
            ]
        ),
        Case(
            name: "whitelist entries without effect",
            files: [
                "want.yml":
                    "docker_image_whitelist:\n  - lab/app:other\n  - lab/base:candidate\n  - lab/base:candidate\n"
            ],
            whitelist: "want.yml",
            findings: ["want.yml:2:5 warning whitelist-tag-ignored", "want.yml:4:5 warning whitelisted-twice"]
        ),
        Case(
            name: "illegal build tag in the list",
            files: ["images.yml": CheckTree.list.replacing("candidate", with: "a/b")],
            findings: ["images.yml:1:19 error bad-build-tag"]
        ),
        Case(
            name: "illegal build tag on the command line",
            buildTag: "-x",
            findings: ["images.yml error bad-build-tag"]
        ),
        Case(
            name: "no build tag",
            files: ["images.yml": CheckTree.list.replacing("docker_build_tag: candidate\n", with: "")],
            findings: ["images.yml error no-build-tag"]
        ),
        Case(
            name: "a build tag that is no text is told once",
            files: ["images.yml": CheckTree.list.replacing("tag: candidate", with: "tag: [x]")],
            findings: ["images.yml:1:19 error wrong-type"]
        ),
    ]

    // MARK: Images

    static let images: [Case] = [
        Case(
            name: "illegal names and tags",
            files: [
                "images.yml": list("  - {name: Lab/X, repo: app}\n  - {name: 'lab/y:1', repo: app}")
                    .replacing("redis:3.2", with: "redis:-3")
            ],
            findings: [
                "images.yml:3:5 error bad-reference", "images.yml:10:5 error bad-reference",
                "images.yml:11:5 error tagged-buildable",
            ]
        ),
        Case(
            name: "two pull-only images claim one build tag",
            files: ["images.yml": CheckTree.list.replacing("\"redis:3.2\"", with: "redis:3.2\n  - redis:4.0")],
            findings: ["images.yml:4:5 warning build-tag-claimed-twice"]
        ),
        Case(
            name: "an unknown project, and one that is not checked out",
            files: [
                ".repo/manifest.xml": CheckTree.manifest
                    .replacing("<project name=\"lib\"/>", with: "<project name=\"lib\"/><project name=\"gone\"/>"),
                "images.yml": list("  - {name: lab/x, repo: lob}\n  - {name: lab/y, repo: gone}"),
            ],
            findings: ["images.yml:10:25 error unknown-repo", "images.yml:11:25 error not-checked-out"]
        ),
        Case(
            name: "a missing project that no wanted image needs is a warning",
            files: [
                ".repo/manifest.xml": CheckTree.manifest
                    .replacing("<project name=\"lib\"/>", with: "<project name=\"lib\"/><project name=\"gone\"/>"),
                "images.yml": list("  - {name: lab/y, repo: gone}"), "want.yml": "docker_image_whitelist: [lab/app]",
            ],
            whitelist: "want.yml",
            findings: ["images.yml:10:25 warning not-checked-out"]
        ),
        Case(
            name: "missing places",
            files: [
                "images.yml": list(
                    "  - {name: lab/x, repo: app, context: nil}\n  - {name: lab/y, repo: app, dockerfile: Nil}\n"
                        + "  - {name: lab/z, repo: app, components: [{repo: lib, path: nil, dest: l}]}"
                )
            ],
            findings: [
                "images.yml:10:39 error missing-context", "images.yml:11:42 error missing-dockerfile",
                "images.yml:12:43 error missing-path",
            ]
        ),
        Case(
            name: "two loops are both told, and what is beside them is found",
            files: [
                "images.yml": list(
                    "  - {name: lab/c, repo: app, dockerfile: C}\n  - {name: lab/d, repo: app, dockerfile: D}\n"
                        + "  - {name: lab/e, repo: app, dockerfile: E}"
                ),
                "app/C": "FROM lab/d:candidate\n" + labels,
                "app/D": "FROM debian\nCOPY --from=lab/c:candidate / /\n" + labels,
                "app/E": "FROM lab/e:candidate\n" + labels,
            ],
            findings: [
                "app/C:1:1 error cycle", "app/D:1:6 warning unpinned-base", "app/E:1:1 error cycle",
            ]
        ),
        Case(
            name: "build arguments that nothing declares, and caches that are no references",
            files: [
                "images.yml": list(
                    "    build_args: {LEVEL: 3, http_proxy: p, org_label_schema_name: n}\n    cache_from: [UPPER]"
                )
            ],
            findings: ["images.yml:10:17 warning unused-build-arg", "images.yml:11:17 error bad-reference"]
        ),
    ]

    // MARK: Dockerfiles

    private static func base(_ from: String, _ findings: String...) -> Case {
        Case(
            name: "base \(from)",
            files: ["app/Dockerfile": "FROM \(from)\n" + labelsWithLib],
            findings: findings.map { "app/Dockerfile:1:6 warning \($0)" }
        )
    }

    static let dockerfiles: [Case] = [
        Case(
            name: "one broken Dockerfile does not hide what is wrong with another",
            files: ["app/Dockerfile": "FROM x\nRUNN y\n", "lib/base/Dockerfile": "FROM debian\n" + labels],
            findings: ["app/Dockerfile:2:1 error dockerfile", "lib/base/Dockerfile:1:6 warning unpinned-base"]
        ),
        base("debian@sha256:\(String(repeating: "0", count: 64))"),
        base("debian", "unpinned-base"),
        base("lab/base", "untagged-listed-base"),
        base("lab/base:1.0", "listed-base-other-tag"),
        base("redis:candidate"),
        base("redis:4.0", "listed-base-other-tag"),
        base("redis", "listed-base-other-tag"),
        base("other/base:candidate", "base-like-listed"),
        base("base:3", "base-like-listed"),
        base("lab/bsae:candidate", "base-like-listed"),
        base("bsae:candidate", "base-like-listed"),
        // An image that is built on one of its own name is no slip.
        base("vendor/app:2"),
        base("quite/different:candidate", "build-tag-outside-lists"),
        Case(
            name: "every kind of use has its place",
            files: [
                "app/Dockerfile": "FROM debian:12\nCOPY --from=one / /\nRUN --mount=type=bind,from=two true\n" + labels
            ],
            findings: [
                "app/Dockerfile:2:13 warning unpinned-base", "app/Dockerfile:3:28 warning unpinned-base",
            ]
        ),
        Case(
            name: "missing labels: one finding a Dockerfile, at the stage that is built",
            files: ["app/Dockerfile": "FROM debian:12 AS first\nFROM lab/base:candidate\n"],
            findings: ["app/Dockerfile:2:1 warning missing-labels"]
        ),
    ]

    // MARK: Contexts

    static let contexts: [Case] = [
        Case(
            name: "an ignore file with a pattern that has no meaning",
            files: ["app/.dockerignore": "a\n[\n"],
            findings: ["app/.dockerignore:2:1 error dockerignore"]
        ),
        Case(
            name: "comments that are none",
            files: ["app/.dockerignore": "# fine\n/a # not fine\n #b\nc#d\n"],
            findings: [
                "app/.dockerignore:2:4 warning ignore-comment", "app/.dockerignore:3:2 warning ignore-comment",
            ]
        ),
        Case(
            name: "an ignore file that docker does not read",
            files: [
                "images.yml": CheckTree.list.replacing("path: base", with: "path: base\n    context: .."),
                "lib/base/.dockerignore": "x\n",
            ],
            findings: ["lib/base/.dockerignore warning ignore-file-not-read"]
        ),
        Case(
            name: "symlinks that lead out; one within, and one that is ignored",
            files: ["app/.dockerignore": "ignored\n"],
            script: """
                cd app; mkdir d; ln -s /etc/passwd a; ln -s ../../x d/b; ln -s ../main.sh d/c; ln -s /x ignored
                git add --all; git commit -qm links; git update-ref refs/remotes/origin/master HEAD
                """,
            findings: ["images.yml:8:5 warning symlink-leaves-context"]
        ),
        Case(
            name: "a component that hides files, and a second one that hides the first's",
            files: [
                "images.yml": list(
                    """
                        components:
                          - {repo: lib, path: base, dest: vendor}
                          - {repo: lib, path: other, dest: vendor/Dockerfile}
                    """
                ),
                "app/vendor/Dockerfile": "FROM scratch\n", "lib/other": "2\n", "app/vendor/own": "1\n",
            ],
            findings: [
                "images.yml:11:9 warning component-hides-files", "images.yml:12:9 warning component-hides-files",
            ]
        ),
        Case(
            name: "pipes are not sent",
            script: "mkfifo app/pipe",
            findings: ["images.yml:8:5 warning special-files-in-context"]
        ),
    ]

    // MARK: What git says

    static let sources: [Case] = [
        Case(
            name: "files that git ignores in a clean context",
            files: ["app/.gitignore": "*.o\n", "app/a.o": "1"],
            findings: ["images.yml:8:5 warning ignored-files-in-context"]
        ),
        Case(
            name: "they are left out of a hermetic run",
            files: ["app/.gitignore": "*.o\n", "app/a.o": "1"],
            hermetic: true,
            findings: []
        ),
        Case(
            name: "they are no finding where the context leaves them out",
            files: ["app/.gitignore": "*.o\n", "app/.dockerignore": "*.o\n", "app/a.o": "1"],
            findings: []
        ),
        Case(
            name: "files that git ignores are told of an image that is dirty anyway",
            files: ["app/.gitignore": "*.o\n", "app/a.o": "1"],
            script: "echo >> app/main.sh",
            findings: ["images.yml:8:5 warning ignored-files-in-context"]
        ),
        Case(
            name: "a project that is no git repository, once for all its images",
            files: ["images.yml": list("  - {name: lab/c, repo: app}")],
            script: "rm -rf app/.git",
            findings: ["images.yml:9:11 warning sources-unknown"]
        ),
        Case(
            name: "the manifest's revision is not in the checkout",
            script: "git -C app update-ref -d refs/remotes/origin/master",
            findings: ["images.yml:9:11 warning sources-unknown"]
        ),
    ]
}
