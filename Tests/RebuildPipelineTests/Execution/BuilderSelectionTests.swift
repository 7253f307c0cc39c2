import DockerEngine
import ImageGraph
import Testing

@testable import RebuildPipeline

/// Which builder a Dockerfile goes to, on engines of several kinds.
struct BuilderSelectionTests {
    private static let old = engine("20.10.24", APIVersion(major: 1, minor: 41))
    private static let new = engine("28.5.2", APIVersion(major: 1, minor: 51))
    private static let podman = engine("4.3.1", APIVersion(major: 1, minor: 41), .podman)

    private static func engine(_ version: String, _ api: APIVersion, _ kind: EngineKind = .docker) -> EngineVersion {
        EngineVersion(
            version: version,
            apiVersion: api,
            minAPIVersion: api,
            os: "linux",
            architecture: "amd64",
            kind: kind
        )
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        /// What the base `base:1` runs in its children.
        var triggers: [String] = []
        var choice = BuilderChoice.auto
        let version: EngineVersion
        /// The builder, or how the refusal begins.
        let expected: String
    }

    private static let plain = "FROM base:1\nRUN true\n"
    private static let mount = "FROM base:1\nRUN --mount=type=cache,target=/c true\n"
    private static let copy = ["COPY --from=tool:1 /t /t"]

    @Test(arguments: [
        Row(testDescription: "anything", text: plain, version: old, expected: "buildKit"),
        Row(testDescription: "no BuildKit", text: plain, version: podman, expected: "classic"),
        Row(testDescription: "chosen", text: plain, choice: .classic, version: new, expected: "classic"),
        Row(
            testDescription: "a need without BuildKit",
            text: mount,
            version: podman,
            expected: "2: '--mount' needs BuildKit"
        ),
        Row(testDescription: "a need", text: mount, choice: .classic, version: new, expected: "2: '--mount' needs"),
        Row(testDescription: "a trigger", text: plain, triggers: copy, version: old, expected: "classic"),
        Row(testDescription: "a trigger, new", text: plain, triggers: copy, version: new, expected: "buildKit"),
        Row(testDescription: "a trigger, Podman", text: plain, triggers: copy, version: podman, expected: "classic"),
        Row(
            testDescription: "a trigger that copies from the context",
            text: plain,
            triggers: ["COPY t /t"],
            version: old,
            expected: "buildKit"
        ),
        Row(
            testDescription: "a trigger of a stage of its own",
            text: "FROM tool:1 AS t\nFROM b:1 AS b\nONBUILD COPY --from=t /t /t\nFROM b\n",
            version: old,
            expected: "classic"
        ),
        Row(
            testDescription: "a frontend of its own",
            text: "# syntax=docker/dockerfile:1.11\n" + plain,
            triggers: copy,
            version: old,
            expected: "buildKit"
        ),
        Row(
            testDescription: "a trigger and BuildKit chosen",
            text: plain,
            triggers: copy,
            choice: .buildkit,
            version: old,
            expected: "1: the BuildKit of this engine (20.10.24) takes no files"
        ),
        Row(
            testDescription: "a trigger and a need",
            text: mount,
            triggers: copy,
            version: old,
            expected: "1: the BuildKit of this engine (20.10.24) takes no files"
        ),
    ])
    func selection(_ row: Row) throws {
        let dockerfile = try Dockerfile.parse([UInt8](row.text.utf8), file: "Dockerfile")
        let base = try ImageReference(parsing: "base:1")
        let triggers = row.triggers.map { OnBuildTrigger(expression: $0) }
        let resolved = try dockerfile.resolve(ResolveOptions(baseTriggers: [base: triggers]))
        let found: String
        do throws(BuilderSelection.Refusal) {
            found = "\(try BuilderSelection.builder(row.choice, resolved, row.version))"
        } catch {
            found = "\(error.line): \(error.message)"
        }
        #expect(found.hasPrefix(row.expected), "\(found)")
    }
}
