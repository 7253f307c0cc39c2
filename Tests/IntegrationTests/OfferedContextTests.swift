import DockerEngine
import Foundation
import GitProbe
import ImageGraph
import TestSupport
import Testing

@testable import RebuildPipeline

/// Compares what BuildKit makes of a context that we offer with what it makes of the same folder by `docker build`.
///
/// The trees, ignore files and `COPY` instructions are generated from fixed seeds; `CONTEXT_ORACLE_CASES` sets how many.
@Suite(
    "Offered contexts: what is in the image",
    .serialized,
    .usesEngine,
    .enabled(if: TestEngine.isThereOrRequired, TestEngine.comment),
    .enabled(if: OfferedOracle.command != nil, "no docker with a BuildKit client")
)
struct OfferedContextTests {
    let engine: DockerClient

    init() throws { engine = try TestEngine.client() }

    @Test("generated trees", .timeLimit(.minutes(30)))
    func generated() async throws {
        guard try await engine.version().hasBuildKit else { return }
        let cases = try ContextCase.family(ContextOracle.count(10), seed: 0x0FFE)
        defer { ContextCase.remove(cases) }
        for one in cases { try await compare(one) }
    }

    private func compare(_ one: ContextCase) async throws {
        let one = try OfferedOracle.withoutOldRules(one)
        let copies = OfferedOracle.copies(one)
        let text = "FROM scratch\n" + copies.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: URL(filePath: one.root + "/Dockerfile"))
        let docker = try await OfferedOracle.docker(one)
        let ours = try await OfferedOracle.ours(one, engine)
        let about = "case \(one.number), \(copies), ignore file:\n\(one.ignoreFile)"
        guard let docker, let ours else {
            #expect(
                docker == nil && ours == nil,
                "one is refused: docker's \(docker ?? "is"), ours \(ours ?? "is"): \(about)"
            )
            return
        }
        var contents = try await OfferedOracle.contents(of: [docker, ours])
        one.forgetUnread(&contents[0], contents[1])
        for path in Set(contents[0].keys).union(contents[1].keys).sorted() where contents[0][path] != contents[1][path]
        {
            Issue.record(
                "\(path): docker's \(String(describing: contents[0][path])), ours \(String(describing: contents[1][path])); \(about)"
            )
        }
        _ = try? await engine.removeImage(docker, force: true)
        _ = try? await engine.removeImage(ours, force: true)
    }
}

/// One build by docker's own client, and one by ours.
enum OfferedOracle {
    /// buildx of the engine's own release; nil: docker's client of before 23 serves, which is BuildKit's client itself.
    private static let buildx = TestEngine.environment["IMAGEBUILDER_TEST_BUILDX"]
    private static let docker = "/usr/bin/docker"

    /// The command that builds as docker does.
    static let command: [String]? =
        if let buildx { [buildx] } else { FileManager.default.isExecutableFile(atPath: docker) ? [docker] : nil }

    /// Docker's client before 23 passes over an excluded folder into which an exception with a wildcard reaches, and takes `^` for
    /// the beginning of a text; BuildKit's of now and ours do not (`ContextOracleTests` has these cases, with newer clients). So
    /// the ignore file loses such lines.
    static func withoutOldRules(_ one: ContextCase) throws -> ContextCase {
        guard buildx == nil else { return one }
        let lines = one.ignoreFile.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).filter { line in
            !line.contains("^") && (!line.contains("!") || !line.contains { "*?[\\".contains($0) })
        }
        let text = lines.joined(separator: "\n")
        try Data(text.utf8).write(to: URL(filePath: one.root + "/.dockerignore"))
        return ContextCase(number: one.number, root: one.root, ignoreFile: text)
    }

    /// One of the ways in which a Dockerfile takes its context.
    static func copies(_ one: ContextCase) -> [String] {
        var numbers = SplitMix64(seed: UInt64(one.number) &+ 77)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: one.root))?.sorted() ?? []
        let plain = names.filter { $0.allSatisfy { $0.isLetter && $0.isASCII || $0 == "." } && $0 != ".git" }
        switch numbers.below(6) {
        case 0, 1: return ["COPY . /"]
        case 2: return ["COPY . /all/", "COPY \(numbers.pick(plain)) /one/"]
        case 3: return ["COPY Dockerfil[e] *.txt a* /some/"]
        case 4: return ["COPY Dockerfil? \(numbers.pick(plain)) /two/"]
        default: return ["COPY Dockerfil? s*/* *s/ /three/"]
        }
    }

    /// The image's id; nil where the build is refused.
    static func docker(_ one: ContextCase) async throws -> String? {
        var environment = TestEngine.environment
        environment["DOCKER_BUILDKIT"] = "1"
        let tag = "imagebuilder-test/oracle-\(UInt32.random(in: 0 ... .max))"
        environment["BUILDX_NO_DEFAULT_ATTESTATIONS"] = "1"
        let command = (command ?? []) + ["build", "--quiet", "--no-cache", "--tag", tag, one.root]
        let result = try await Program.run(command, in: "/", environment: environment)
        return result.status == 0 ? result.out.trimmingCharacters(in: .whitespacesAndNewlines) : nil
    }

    static func ours(_ one: ContextCase, _ engine: DockerClient) async throws -> String? {
        let ignore: IgnorePatterns
        do {
            ignore = try IgnorePatterns(parsing: Array(one.ignoreFile.utf8), file: ".dockerignore")
        } catch {
            return nil
        }
        let entries = try ContextWalker(root: one.root, ignore: ignore).walk().entries
        let sizes = ContextOffer.sizes(entries)
        let offered = OfferedContext(
            entries: entries.map { ContextOffer.entry($0, mode: $0.mode, blob: nil, sizes, times: .content) },
            instructions: .init(
                name: "Dockerfile",
                content: [UInt8](try Data(contentsOf: URL(filePath: one.root + "/Dockerfile")))
            ),
            sharedKey: OfferedContext.freshKey(),
            select: ContextOffer.select
        )
        let request = BuildRequest(
            tags: ["imagebuilder-test/offered-\(UInt32.random(in: 0 ... .max)):1"],
            noCache: true,
            builder: .buildKit
        )
        do throws(EngineError) {
            return try await engine.build(request, offering: offered).imageID
        } catch {
            guard case .buildFailed = error.code else { throw error }
            return nil
        }
    }

    static func contents(of images: [String]) async throws -> [[String: ContextFile]] {
        var contents: [[String: ContextFile]] = []
        for image in images {
            let archive = try await Program.run(
                [docker, "save", image],
                in: "/",
                environment: TestEngine.environment,
                outputLimit: 64 << 20
            )
            guard archive.status == 0 else {
                throw Program.Failure(command: ["docker", "save", image], result: archive)
            }
            contents.append(try SavedImages(archive.bytes).content(of: image))
        }
        return contents
    }
}
