import DockerEngine
import ImageRegistry
import RebuildPipeline
import TestSupport
import Testing

/// What `docker login` left, as an engine is shown it.
struct EngineCredentialTests {
    private static let hub = "https://index.docker.io/v1/"

    private func shown(_ entry: String, to registry: String) async throws -> RegistryAuthorization? {
        let environment = ["DOCKER_AUTH_CONFIG": #"{"auths":{"h:5":\#(entry),"\#(Self.hub)":\#(entry)}}"#]
        let credentials = RegistryCredentials(environment: environment, homeFolder: "/nonexistent")
        return try await credentials.authorization(for: registry)
    }

    @Test(
        "each kind of login is one of the engine's, under docker's key",
        arguments: [("h:5", "h:5"), ("docker.io", hub)]
    )
    func kinds(_ registry: String, _ key: String) async throws {
        #expect(
            try await shown(#"{"username":"u","password":"p"}"#, to: registry)
                == RegistryAuthorization(username: "u", password: "p", serverAddress: key)
        )
        #expect(
            try await shown(#"{"identitytoken":"t"}"#, to: registry)
                == RegistryAuthorization(identityToken: "t", serverAddress: key)
        )
        #expect(
            try await shown(#"{"registrytoken":"t"}"#, to: registry)
                == RegistryAuthorization(registryToken: "t", serverAddress: key)
        )
        #expect(try await shown("{}", to: registry) == nil)
    }

    @Test("a helper that cannot be used is named where the registry then refuses")
    func shortfall() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("config.json", #"{"credsStore":"desktop"}"#)
        let environment = ["DOCKER_CONFIG": folder.root, "PATH": folder.root]
        let credentials = RegistryCredentials(environment: environment, homeFolder: "/nonexistent")
        var expected = RegistryAuthorization(anonymousAt: "h")
        expected.shortfall = "the credential helper docker-credential-desktop is not installed"
        #expect(try await credentials.authorization(for: "h") == expected)
    }
}
