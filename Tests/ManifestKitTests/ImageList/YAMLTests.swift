import ManifestKit
import Testing

/// What YAML offers beyond plain maps and lists, seen through the image list.
@Suite("YAML")
struct YAMLTests {
    private func codes(_ text: String) -> [String] {
        do throws(InputError) {
            _ = try ImageList.parse(text, file: "l.yml")
            return []
        } catch {
            return error.diagnostics.map(\.code)
        }
    }

    @Test("Anchors, aliases and merge keys")
    func merging() throws {
        let text = """
            buildable_images:
              - &base
                name: a
                repo: &repo r
                path: p
                build_args: &args {X: 1, Y: 2}
              - <<: *base
                name: b
                build_args: {<<: *args, Y: 3}
              - {<<: [{path: q}, *base], name: c, target: *repo}
            """
        let images = try ImageList.parse(text, file: "l.yml").buildable
        #expect(images.map(\.name) == ["a", "b", "c"])
        #expect(images.map(\.repo) == ["r", "r", "r"])
        // Of two merged maps the first wins (YAML merge key type).
        #expect(images.map(\.path) == ["p", "p", "q"])
        #expect(images.map(\.buildArguments) == [["X": "1", "Y": "2"], ["X": "1", "Y": "3"], ["X": "1", "Y": "2"]])
        #expect(images.last?.target == "r")
        #expect(images.last?.position(of: .repo).line == 4)
    }

    @Test("An anchor given anew means the newer value from there on")
    func shadowing() throws {
        let text = "buildable_images: [{name: a, repo: r, cache_from: [&x a, *x , &x b, *x ]}]"
        let list = try ImageList.parse(text, file: "l")
        #expect(list.buildable.map(\.cacheFrom) == [["a", "a", "b", "b"]])
    }

    @Test("A problem with an aliased value is where the alias stands")
    func aliasPosition() throws {
        let error = try #require(throws: InputError.self) {
            try ImageList.parse("docker_build_tag: &x a\nbuildable_images:\n- *x\n", file: "l")
        }
        #expect(error.diagnostics.map(\.line) == [3])
        let list = try ImageList.parse("pull_only_images:\n- &x a\n- *x\n", file: "l")
        #expect(list.warnings.map(\.line) == [3])
    }

    @Test(
        "An asterisk that is no alias stays one",
        arguments: [
            "'*'", "\"*a\"", "a*b", "x *a", "|-\n  *a\n  * b", "\u{E000}*", ">-\n  a*",
        ]
    )
    func asterisks(_ value: String) throws {
        let text =
            "buildable_images: \n- name: a\n  repo: r\n  build_args:\n    V: \(value.replacing("\n", with: "\n    "))\n"
        let list = try ImageList.parse(text, file: "l")
        let expected = [
            "'*'": "*", "\"*a\"": "*a", "|-\n  *a\n  * b": "*a\n* b", ">-\n  a*": "a*",
        ]
        #expect(list.buildable.first?.buildArguments == ["V": expected[value] ?? value])
    }

    @Test("Merge keys take maps only", arguments: ["1", "[1]", "a"])
    func badMerge(_ value: String) {
        #expect(codes("buildable_images: [{<<: \(value), name: a, repo: r}]") == ["bad-merge"])
    }

    @Test("A quoted << is a key like others")
    func quotedMerge() {
        #expect(codes("'<<': {}") == ["unknown-key"])
    }

    @Test(
        "An alias without an anchor, to itself, or of no legal name",
        arguments: [
            "pull_only_images: *x", "pull_only_images: &x [*x]", "pull_only_images: * x",
        ]
    )
    func unknownAlias(_ text: String) {
        #expect(codes(text) == ["unknown-alias"])
    }

    @Test("Aliases that expand without measure are refused")
    func bomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let inner = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(inner)]\n"
        }
        #expect(codes(text) == ["too-large"])
    }

    @Test("So are those in keys, which are compared with each other")
    func bombOfKeys() {
        var text = "- &a0 {x: x}\n"
        for level in 1...30 {
            text += "- &a\(level) {? [*a\(level - 1), *a\(level - 1)] : x, ? [*a\(level - 1), 1] : x}\n"
        }
        #expect(codes(text) == ["too-large"])
    }

    @Test("A chain of anchors is not deeper than other values may be")
    func chain() {
        var text = "- &a0 [x]\n"
        for level in 1...100 { text += "- &a\(level) [*a\(level - 1) ]\n" }
        #expect(codes(text) == ["too-deep"])
    }

    @Test(
        "Nesting without end is refused",
        arguments: [
            String(repeating: "[", count: 100_000),
            String(repeating: "[", count: 150) + String(repeating: "]", count: 150),
            String(repeating: "- ", count: 100_000), String(repeating: "? ", count: 500),
            (0..<400).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
            (0..<100).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
        ]
    )
    func nesting(_ text: String) {
        #expect(codes(text) == ["too-deep"])
    }

    @Test("Tags: explicit ones decide, others of an application are texts")
    func tags() throws {
        #expect(try ImageList.parse("docker_build_tag: !!str 1", file: "l").buildTag == "1")
        #expect(try ImageList.parse("docker_build_tag: !own x", file: "l").buildTag == "x")
        #expect(codes("docker_build_tag: !!int '1'") == ["wrong-type"])
    }

    @Test(
        "Plain scalars that are no texts",
        arguments: [
            "1", "-1", "+1", "0x1F", "0o17", "0b101", "1_000", "1.5", ".5", "1.", "1e3", "1.5E-3", ".inf", "-.INF",
            ".nan",
            "true", "False", "YES", "off", "~", "null",
        ]
    )
    func nonTexts(_ text: String) {
        #expect(codes("docker_build_tag: \(text)") == ["wrong-type"])
    }

    @Test(
        "Plain scalars that are",
        arguments: [
            "a", "1.2.3", "1a", "v1", "0x", "e3", "1e", ".", "-", "nope", "12:30", "2018-01-01", "1-2", "_1", "y",
            "nan",
        ]
    )
    func texts(_ text: String) throws {
        // A lone "-" would be a list's entry.
        let value = text == "-" ? "'-'" : text
        #expect(try ImageList.parse("docker_build_tag: \(value)", file: "l").buildTag == text)
    }
}
