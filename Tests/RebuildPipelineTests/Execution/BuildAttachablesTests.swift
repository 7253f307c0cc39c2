import DockerEngine
import Foundation
import ManifestKit
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

/// From where secrets and agents are said to be, to their values.
@Suite struct BuildAttachablesTests {
    private let temporary: TemporaryFolder
    private var folder: URL { URL(filePath: temporary.root) }

    init() throws { temporary = try TemporaryFolder() }

    @Test func valuesComeFromFilesAndVariables() throws {
        let file = folder.appending(path: "token")
        try Data([0, 1, 255]).write(to: file)
        let attachables = try BuildAttachables(
            secrets: [
                SecretSource(id: "file", place: .file(file.path)), SecretSource(id: "set", place: .variable("SET")),
                SecretSource(id: "SET", place: .either("SET")), SecretSource(id: "other", place: .either(file.path)),
            ],
            agents: [],
            environment: ["SET": "ä"]
        )
        #expect(attachables.secrets.map(\.value) == [[0, 1, 255], Array("ä".utf8), Array("ä".utf8), [0, 1, 255]])
    }

    @Test func theLongestSecretIsTakenAndNothingLonger() throws {
        let file = folder.appending(path: "long")
        try Data(count: 500 << 10).write(to: file)
        #expect(try attachables(.file(file.path)).secrets.first?.value.count == 500 << 10)
        try Data(count: (500 << 10) + 1).write(to: file)
        let error = #expect(throws: BuildAttachableError.self) { try attachables(.file(file.path)) }
        #expect(error?.message.contains("longer than 512000 bytes") == true)
        // A file without end is not read to its end.
        #expect(throws: BuildAttachableError.self) { try attachables(.file("/dev/zero")) }
    }

    @Test(arguments: [
        (SecretSource.Place.file("/nowhere/token"), "/nowhere/token"), (.variable("UNSET"), "UNSET"),
        (.either("UNSET"), "UNSET"),
    ])
    func whatIsNotThereIsNamed(_ place: SecretSource.Place, _ name: String) throws {
        let error = #expect(throws: BuildAttachableError.self) { try attachables(place) }
        #expect(error?.message.contains(name) == true)
        #expect(error?.message.contains("'x'") == true, "the secret's id")
    }

    @Test func agentsAreSockets() throws {
        func refusal(_ source: AgentSource, _ environment: [String: String] = [:]) -> String {
            do throws(BuildAttachableError) {
                _ = try BuildAttachables(secrets: [], agents: [source], environment: environment)
                return ""
            } catch {
                return error.description
            }
        }
        let key = folder.appending(path: "id_ed25519")
        try Data("key".utf8).write(to: key)
        #expect(refusal(AgentSource(id: "a")).contains("SSH_AUTH_SOCK is not set"))
        #expect(refusal(AgentSource(id: "a"), ["SSH_AUTH_SOCK": ""]).contains("SSH_AUTH_SOCK is not set"))
        #expect(refusal(AgentSource(id: "a"), ["SSH_AUTH_SOCK": "/nowhere"]).contains("is not there"))
        #expect(refusal(AgentSource(id: "a", socket: key.path)).contains("ssh-add"))
    }

    private func attachables(_ place: SecretSource.Place) throws(BuildAttachableError) -> BuildAttachables {
        try BuildAttachables(secrets: [SecretSource(id: "x", place: place)], agents: [], environment: [:])
    }
}
