import ManifestKit
import Testing

/// Contract, section 1.3.
@Suite("Whitelist")
struct WhitelistTests {
    private func codes(_ text: String) -> [String] {
        do throws(InputError) {
            _ = try Whitelist.parse(text, file: "w.yml")
            return []
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    @Test("The entries among other keys, in their order, with their places")
    func entries() throws {
        let text = """
            ---
            # generated
            1: one
            paths: "{{ ( dir ~ '/..' ) | realpath }}"
            nested: {a: [1, {b: c}], d: !vault x}
            script: |
              rm *.o
            docker_image_whitelist:
            - nginx
              # a comment
            - "example/a:1.0"
            - nginx
            more: ~
            """
        let list = try Whitelist.parse(text, file: "w.yml")
        #expect(list.entries.map(\.text) == ["nginx", "example/a:1.0", "nginx"])
        #expect(list.entries.map(\.position.line) == [9, 11, 12])
        #expect(list.entries.map(\.position.column) == [3, 3, 3])
    }

    @Test("An empty one wants nothing", arguments: ["docker_image_whitelist:", "docker_image_whitelist: []"])
    func empty(_ text: String) throws {
        #expect(try Whitelist.parse(text, file: "w.yml").entries.isEmpty)
    }

    @Test(
        "Refused",
        arguments: [
            ("", "w.yml: error: the whitelist is empty"),
            ("a: b", "w.yml:1:1: error: the whitelist has no docker_image_whitelist"),
            (
                "a: b\ndocker_images_whitelist: []",
                "w.yml:2:1: error: the whitelist has no docker_image_whitelist"
                    + " (write \"docker_image_whitelist\" in place of \"docker_images_whitelist\")"
            ),
            ("- nginx", "w.yml:1:1: error: the whitelist must be a map, not a list"),
            (
                "docker_image_whitelist: nginx",
                "w.yml:1:25: error: docker_image_whitelist must be a list, not a text"
            ),
            (
                "docker_image_whitelist: [1]",
                "w.yml:1:26: error: an entry of docker_image_whitelist must be a text, not a number"
                    + " (write it in quotes: \"1\")"
            ),
            ("docker_image_whitelist: ['']", "w.yml:1:26: error: an entry of docker_image_whitelist is empty"),
            (
                "a: 1\na: 2\ndocker_image_whitelist: []",
                "w.yml:1:1: error: given more than once in one map, for the first time here: \"a\""
            ),
        ]
    )
    func refused(_ text: String, _ expected: String) {
        #expect(codes(text) == [expected])
    }

    @Test("All bad entries in one run")
    func several() {
        #expect(codes("docker_image_whitelist:\n- 1\n- a\n- {}\n-\n").count == 3)
    }

    @Test("A missing file is one clear line")
    func missing() throws {
        let error = #expect(throws: InputError.self) { try Whitelist.load(file: "/nowhere/w.yml") }
        #expect(error?.description == "/nowhere/w.yml: error: the whitelist does not exist")
    }
}
