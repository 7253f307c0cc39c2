import ManifestKit
import Testing

/// `base_images`: what a list lays down about images from elsewhere.
struct BaseImageTests {
    @Test("every freshness is read, in the order of the file", arguments: ["", "base_images:\n", "base_images: []\n"])
    func read(_ none: String) throws {
        let entries = ["warn", "rebuild", "ignore", "locked"].map { "  - {name: 'os:\($0)', freshness: \($0)}\n" }
        let list = try ImageList.parse("base_images:\n" + entries.joined(), file: "l.yml")
        #expect(list.bases.map(\.name) == ["os:warn", "os:rebuild", "os:ignore", "os:locked"])
        #expect(list.bases.map(\.freshness) == [.warn, .rebuild, .ignore, .locked])
        #expect(list.bases.map(\.position.line) == [2, 3, 4, 5])
        #expect(try ImageList.parse("docker_build_tag: c\n" + none, file: "l.yml").bases.isEmpty)
    }

    @Test(
        "what is wrong is told with its place",
        arguments: [
            ("base_images: debian", "1:14 wrong-type"),
            ("base_images:\n  - debian:12", "2:5 wrong-type"),
            ("base_images:\n  - {freshness: warn}", "2:5 missing-key"),
            ("base_images:\n  - {name: debian}", "2:5 missing-key"),
            ("base_images:\n  - {name: debian, freshness: always}", "2:31 illegal-value"),
            ("base_images:\n  - {name: 12, freshness: warn}", "2:12 wrong-type"),
            ("base_images:\n  - {name: a, fresh: warn, freshness: warn}", "2:15 unknown-key"),
            ("base_images:\n  - {name: a, freshness: warn}\n  - {name: a, freshness: ignore}", "3:5 duplicate-name"),
        ]
    )
    func refused(_ text: String, _ expected: String) throws {
        let error = try #require(throws: InputError.self) { try ImageList.parse(text, file: "l.yml") }
        let found = error.diagnostics.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.code)" }
        #expect(found == [expected], "\(error)")
    }
}
