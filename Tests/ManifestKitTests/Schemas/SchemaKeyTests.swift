import ManifestKit
import TestSupport
import Testing

/// The published schemas know the keys that the readers know, and no others.
struct SchemaKeyTests {
    /// A map of a file, with a key in it that nobody knows.
    struct Map: Sendable, CustomTestStringConvertible {
        let schema: String
        let place: [String]
        let text: String

        var testDescription: String { "\(schema) \(place.joined(separator: "/"))" }
    }

    static let maps = [
        Map(schema: "docker_images", place: [], text: "{qqqqqqqqqq: 1}"),
        Map(
            schema: "docker_images",
            place: ["base_images", "[]"],
            text: "{base_images: [{name: a, freshness: warn, qqqqqqqqqq: 1}]}"
        ),
        Map(
            schema: "docker_images",
            place: ["buildable_images", "[]"],
            text: "{buildable_images: [{name: a, qqqqqqqqqq: 1}]}"
        ),
        Map(
            schema: "docker_images",
            place: ["buildable_images", "[]", "components", "[]"],
            text: "{buildable_images: [{name: a, components: [{dest: b, qqqqqqqqqq: 1}]}]}"
        ),
        Map(schema: "docker_bases.lock", place: [], text: "{format: 1, qqqqqqqqqq: 1}"),
        Map(
            schema: "docker_bases.lock",
            place: ["bases", "[]"],
            text: "{format: 1, bases: [{name: a, digest: b, qqqqqqqqqq: 1}]}"
        ),
        Map(schema: "ib_projects", place: [], text: "{format: 1, projects: [], qqqqqqqqqq: 1}"),
        Map(
            schema: "ib_projects",
            place: ["projects", "[]"],
            text: "{format: 1, projects: [{name: a, url: b, revision: c, qqqqqqqqqq: 1}]}"
        ),
    ]

    /// Every reader names the keys that it knows where it meets one that is like none of them.
    @Test("keys of a map", arguments: maps)
    func keys(_ map: Map) throws {
        let problems = try SchemaReader.problems(map.schema, map.text)
        let hint = try #require(problems.first { $0.code == "unknown-key" }?.hint)
        let known = try #require(hint.split(separator: ": ").last).split(separator: ", ").map(String.init)
        #expect(hint.hasPrefix("known keys: "))
        #expect(try PublishedSchema(map.schema).keys(at: map.place) == Set(known))
    }

    @Test("every key of an image is in its type")
    func imageKeys() throws {
        let keys = ImageList.BuildableImage.Key.allCases.map(\.rawValue)
        #expect(try PublishedSchema("docker_images").keys(at: ["buildable_images", "[]"]) == Set(keys))
    }
}

/// The reader of the files that a schema is about.
enum SchemaReader {
    /// The errors that it finds.
    static func problems(_ schema: String, _ text: String) throws -> [Diagnostic] {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let table = folder.path("ib_projects.yml")
        try folder.write("ib_projects.yml", text)
        do throws(InputError) {
            switch schema {
            case "docker_images": _ = try ImageList.parse(text, file: "file")
            case "whitelist": _ = try Whitelist.parse(text, file: "file")
            case "docker_bases.lock": _ = try BaseLock.parse(text, file: "file")
            default: _ = try ProjectFile.load(file: table, below: nil)
            }
            return []
        } catch {
            return error.diagnostics
        }
    }
}
