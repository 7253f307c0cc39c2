import Foundation
import TestSupport
import Testing

/// What the program prints for other programs is as its schemas in `docs/schemas` say, by a validator that is not ours.
@Suite(
    .enabled(if: TestEngine.hasProgramOrNeedsIt, "scripts/test builds it"),
    .enabled(if: SchemaTool.isThereOrRequired, "no check-jsonschema: scripts/install-tools schemas")
)
struct SchemaTests {
    @Test(
        "outputs of commands that need no engine",
        arguments: [
            ("plan", ["plan", "--no-engine", "--format", "json"]),
            ("graph", ["graph", "--no-engine", "--format", "json"]),
            ("affected", ["affected", "--from", ".", "--format", "json"]),
        ]
    )
    func outputs(_ schema: String, _ arguments: [String]) async throws {
        let tree = try await ProgramTree()
        try tree.write("lib/new", "untracked\n")
        let result = try await tree.tool(arguments)
        #expect(result.status == 0, "\(result.error)")
        try await SchemaTool.expect(result.out, schema)
    }

    @Test("a validator that takes everything would be noticed")
    func refusal() async throws {
        let problem = try await SchemaTool.problem(of: ["{\"format\": 1}"], "plan")
        #expect(problem?.contains("'buildTag' is a required property") == true)
    }
}

/// `check-jsonschema` of PyPI: <https://check-jsonschema.readthedocs.io>.
enum SchemaTool {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    private static let program = root.appending(path: ".build/schema-tools/bin/check-jsonschema").path

    /// Under CI a test without it must fail, so it is not skipped there.
    static let isThereOrRequired =
        FileManager.default.isExecutableFile(atPath: program) || TestEngine.environment["CI"] == "true"

    static func expect(_ json: String, _ schema: String, sourceLocation: SourceLocation = #_sourceLocation) async throws
    {
        let problem = try await problem(of: [json], schema)
        #expect(problem == nil, sourceLocation: sourceLocation)
    }

    /// Many documents.
    static func expect(
        each documents: [String],
        _ schema: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let problem = try await problem(of: documents, schema)
        #expect(problem == nil, sourceLocation: sourceLocation)
    }

    /// What is wrong with documents; nil: nothing.
    static func problem(of documents: [String], _ schema: String) async throws -> String? {
        try await withTemporaryFolder { folder in
            let names = documents.indices.map { "document-\($0).json" }
            for (name, document) in zip(names, documents) { try folder.write(name, document) }
            let file = root.appending(path: "docs/schemas/\(schema).schema.json").path
            let command = [program, "--schemafile", file] + names.map(folder.path)
            let result = try await Program.run(command, in: folder.root)
            return result.status == 0 ? nil : result.out + result.error
        }
    }
}
