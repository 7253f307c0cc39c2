import DockerEngine
import Foundation
import ImageGraph
import TestSupport
import Testing

/// What is in the images that were built, beside what the walks look at.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct ImageContentTests {
    /// The image `one` of the project `services`, alone.
    private func system(_ dockerfile: String, name: String = #function) async throws -> SampleSystem {
        let system = try await SampleSystem(name)
        try system.write("services/one/Dockerfile", dockerfile)
        try system.writeList(more: "  - {name: \(system.prefix)/one, repo: services, path: one}\n")
        try system.write("wanted.yml", "docker_image_whitelist: [\"\(system.prefix)/one\"]\n")
        return system
    }

    @Test(
        "the classic builder leaves out a Dockerfile and an ignore file that the ignore file names, as docker does",
        arguments: [
            ("Dockerfile\n.dockerignore\n", ["kept"]),
            ("Dockerfile\n", [".dockerignore", "kept"]),
            (".dockerignore\n", ["Dockerfile", "kept"]),
            ("*\n!kept\n", ["kept"]),
            ("left\n", [".dockerignore", "Dockerfile", "kept"]),
        ]
    )
    func classicIgnores(_ ignore: String, _ expected: [String]) async throws {
        let system = try await system("FROM scratch\nCOPY . /\n")
        try system.write("services/one/.dockerignore", ignore)
        try system.write("services/one/kept", "kept\n")
        let run = try await system.tool("-r", ".", "-f", "wanted.yml", "--builder", "classic", "--offline")
        #expect(run.status == 0, "\(run.error)")
        let image = try #require(try await system.client.inspectImage("\(system.prefix)/one:candidate"))
        #expect(try await ImageContents().content(of: image.id).keys.sorted() == expected)
        let docker = try await system.succeed(
            ["docker", "build", "--quiet", "--no-cache", "services/one"],
            with: ["DOCKER_BUILDKIT": "0"]
        )
        let id = docker.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await ImageContents().content(of: id).keys.sorted() == expected, "docker's own")
    }

    @Test("SOURCE_DATE_EPOCH is the time of the labels, and the labels of two builds are equal")
    func sourceDate() async throws {
        let system = try await system("FROM \(TestEngine.base)\nARG SOURCE_DATE_EPOCH\nCOPY kept /\n")
        try system.write("services/one/kept", "kept\n")
        var labels: [[String: String]] = []
        for _ in 0..<2 {
            let run = try await system.tool(
                ["-r", ".", "-f", "wanted.yml", "-b", "--offline"],
                with: ["SOURCE_DATE_EPOCH": "1700000000"]
            )
            #expect(run.status == 0, "\(run.error)")
            let image = try #require(try await system.client.inspectImage("\(system.prefix)/one:candidate"))
            #expect(image.labels["org.label-schema.build-date"] == "2023-11-14T22:13:20Z")
            #expect(image.labels["org.opencontainers.image.created"] == "2023-11-14T22:13:20Z")
            labels.append(image.labels)
        }
        #expect(labels[0] == labels[1])
        let wrong = try await system.tool(["-r", ".", "-f", "wanted.yml"], with: ["SOURCE_DATE_EPOCH": "yesterday"])
        #expect(wrong.status == 64)
    }
}
