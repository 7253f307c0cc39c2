import ManifestKit
import TestSupport
import Testing

/// What a reader takes, the published schema takes; what it refuses for its shape, the schema refuses.
@Suite(PublishedSchema.isHeldAgainst)
struct SchemaVerdictTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let digest = "sha256:" + String(repeating: "a", count: 64)

    private static func image(_ rest: String) -> String { "{buildable_images: [{name: a, \(rest)}]}" }

    static let taken: [String: [String]] = [
        "docker_images": [
            "{}", "docker_build_tag: candidate", "pull_only_images:\nbuildable_images:\n",
            "pull_only_images: ['a:1', \"b:2\"]",
            image("repo: r, path: p/q, dockerfile: ../D, context: '..'"), image("path: ./a/../b"),
            image("path: 'a..b', dockerfile: '..D'"), image("context_modes: disk"), image("context_keep_git: true"),
            image("context_keep_git: yes"), image("components: "), image("components: [{dest: a/b}]"),
            image("components: [{repo: r, path: ., dest: ./a}]"), image("build_args: {A: 1, B: true, C: '', D: 1.5}"),
            image("build_args: "), image("target: t, platform: linux/arm64, network: none, cache_from: [a, b]"),
            image("secrets: ['id=npm', 'id=a,src=b', 'src=b,ID=c', 'id=a,\"src=b,c\"']"),
            image("ssh: [default, deploy=agent.sock]"), "{buildable_images: [{name: ä/ö}]}",
        ],
        "whitelist": [
            "docker_image_whitelist: [a, 'b:1']", "docker_image_whitelist:", "{other: 1, docker_image_whitelist: []}",
        ],
        "docker_bases.lock": [
            "format: 1", "{format: 1, bases: [{name: 'a:1', digest: '\(digest)'}]}",
            "{format: 1, bases: [{name: a, digest: '\(digest)', platforms: {linux/amd64: '\(digest)'}, checked: '2026-11-27'}]}",
            "{format: 1, bases: [{name: a, digest: '\(digest)', platforms: }]}",
        ],
        "ib_projects": [
            "{format: 1, projects: }", "{format: 1, projects: [{name: a, url: '', revision: main}]}",
            "{format: 1, projects: [{name: a, url: u, revision: r, path: p, remote: o, branch: b, vcs_url: v, groups: [g]}]}",
        ],
    ]

    static let refused: [String: [String]] = [
        "docker_images": [
            "", "[]", "text", "{other: 1}", "docker_build_tag:", "docker_build_tag: 1", "docker_build_tag: ''",
            "docker_build_tag: [a]", "docker_build_tag: \"a\\tb\"", "pull_only_images: a", "pull_only_images: [1.13]",
            "pull_only_images: [{a: 1}]", "buildable_images: {}", "buildable_images: [a]",
            "buildable_images: [{repo: r}]",
            "buildable_images: [{name: }]", "buildable_images: [{name: ''}]", image("repos: r"), image("repo: "),
            image("path: /a"), image("path: ../a"), image("path: '..'"), image("dockerfile: /D"), image("context: /"),
            image("context_modes: all"), image("context_keep_git: 1"), image("components: {}"),
            image("components: [{repo: r}]"), image("components: [{dest: .}]"), image("components: [{dest: ./}]"),
            image("components: [{dest: ../a}]"), image("components: [{dest: /a}]"),
            image("components: [{dest: a, path: ../b}]"), image("components: [{dest: a, name: b}]"),
            image("build_args: [A=1]"), image("build_args: {A: }"), image("build_args: {'A=B': 1}"),
            image("build_args: {A: [1]}"), image("target: 1"), image("platform: "), image("network: ''"),
            image("cache_from: a"), image("secrets: ['src=a']"), image("secrets: [1]"), image("ssh: ['=a']"),
            image("ssh: ['a=']"), image("ssh: ['a=b,c']"),
        ],
        "whitelist": [
            "", "[]", "{}", "docker_image_whitelists: [a]", "docker_image_whitelist: a", "docker_image_whitelist: [1]",
            "docker_image_whitelist: ['']",
        ],
        "docker_bases.lock": [
            "", "{}", "format: 2", "format: '2'", "{format: 1, other: 1}", "{format: 1, bases: [{name: a}]}",
            "{format: 1, bases: [{digest: '\(digest)'}]}", "{format: 1, bases: [{name: a, digest: 'sha256:ab'}]}",
            "{format: 1, bases: [{name: a, digest: '\(digest)0'}]}",
            "{format: 1, bases: [{name: a, digest: '\(digest)', platforms: {linux/amd64: x}}]}",
        ],
        "ib_projects": [
            "", "{}", "format: 1", "{format: 2, projects: []}", "{format: '1', projects: []}",
            "{format: 1, projects: [{name: a, url: u}]}", "{format: 1, projects: [{name: a, url: , revision: r}]}",
            "{format: 1, projects: [{name: a, url: u, revision: 1}]}",
            "{format: 1, projects: [{name: a, url: u, revision: r, path: /p}]}",
            "{format: 1, projects: [{name: a, url: u, revision: r, groups: g}]}",
        ],
    ]

    @Test("what is taken", arguments: taken.keys.sorted())
    func takes(_ schema: String) async throws {
        let texts = try #require(Self.taken[schema])
        for text in texts { #expect(try SchemaReader.problems(schema, text).isEmpty, "\(text)") }
        #expect(try await refusals(schema, texts) == [])
    }

    @Test("what is refused", arguments: refused.keys.sorted())
    func refuses(_ schema: String) async throws {
        let texts = try #require(Self.refused[schema])
        for text in texts { #expect(try !SchemaReader.problems(schema, text).isEmpty, "\(text)") }
        #expect(try await Set(texts).subtracting(refusals(schema, texts)) == [])
    }

    private func refusals(_ schema: String, _ texts: [String]) async throws -> Set<String> {
        var byFile: [String: String] = [:]
        for (number, text) in texts.enumerated() {
            let name = "\(schema)-\(number).yml"
            try folder.write(name, text)
            byFile[folder.path(name)] = text
        }
        let refused = try await PublishedSchema(schema).refused(byFile.keys.sorted())
        return Set(refused.map { byFile[$0] ?? $0 })
    }
}
