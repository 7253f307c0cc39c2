import Foundation
public import Testing

/// A JSON Schema of `docs/schemas`.
public struct PublishedSchema: Sendable {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let tool = root.appendingPathComponent(".build/schema-tools/bin/check-jsonschema").path

    /// Skips a test where what holds files against schemas is not there.
    public static let isHeldAgainst = ConditionTrait.enabled(
        if: FileManager.default.isExecutableFile(atPath: tool),
        "check-jsonschema is not installed: scripts/install-tools schemas"
    )

    private let file: String

    /// - Parameter name: `docker_images` for `docker_images.schema.json`.
    public init(_ name: String) {
        file = Self.root.appendingPathComponent("docs/schemas/\(name).schema.json").path
    }

    /// The keys that a map may have.
    ///
    /// - Parameter place: the way to it through the schema, `properties` left out; `[]` is an entry of a list, and a `$ref` is
    ///   followed.
    public func keys(at place: [String] = []) throws -> Set<String> {
        let root = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: file)))
        let whole = try #require(root as? [String: Any])
        var here = whole
        for step in place {
            let next = step == "[]" ? here["items"] : (here["properties"] as? [String: Any])?[step]
            here = try #require(next as? [String: Any], "\(step) of \(place)")
            if let name = (here["$ref"] as? String)?.split(separator: "/").last {
                here = try #require((whole["$defs"] as? [String: Any])?[String(name)] as? [String: Any])
            }
        }
        return Set(try #require(here["properties"] as? [String: Any], "\(place)").keys)
    }

    /// Which of the files it refuses; a file that is no YAML is refused, too.
    public func refused(_ files: [String]) async throws -> Set<String> {
        let command = [Self.tool, "-o", "json", "--default-filetype", "yaml", "--schemafile", file] + files
        let result = try await Program.run(command, in: "/")
        guard result.status <= 1, !result.bytes.isEmpty else {
            throw Program.Failure(command: command, result: result)
        }
        struct Answer: Decodable {
            struct Problem: Decodable { let filename: String }

            let errors: [Problem]?
            let parseErrors: [Problem]?
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let answer = try decoder.decode(Answer.self, from: Data(result.bytes))
        return Set(((answer.errors ?? []) + (answer.parseErrors ?? [])).map(\.filename))
    }
}
