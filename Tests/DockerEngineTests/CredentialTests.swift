import DockerEngine
import Foundation
import Testing

/// Rules of docker's `config.json`: https://docs.docker.com/reference/cli/docker/login/#credential-stores
@Suite("Credentials", .timeLimit(.minutes(10)))
struct CredentialTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let config: String?
        let registry: String
        let expected: RegistryAuthorization?

        init(_ description: String, _ config: String?, _ registry: String, _ expected: RegistryAuthorization?) {
            testDescription = description
            self.config = config
            self.registry = registry
            self.expected = expected
        }
    }

    static let hub = "https://index.docker.io/v1/"
    static let userPass = Data("user:pa:ss".utf8).base64EncodedString()
    static func user(_ server: String) -> RegistryAuthorization {
        RegistryAuthorization(username: "user", password: "pa:ss", serverAddress: server)
    }

    @Test(arguments: [
        Case("no file", nil, "h:5000", nil), Case("empty file", "", "h:5000", nil),
        Case("nothing in it", "{}", "h", nil),
        Case("nulls", #"{"auths":null,"credsStore":null,"credHelpers":null}"#, "h", nil),
        Case("null entry", #"{"auths":{"h":null}}"#, "h", nil), Case("empty entry", #"{"auths":{"h":{}}}"#, "h", nil),
        Case("user and password", #"{"auths":{"h:5000":{"auth":"\#(userPass)"}}}"#, "h:5000", user("h:5000")),
        Case("another port", #"{"auths":{"h:5000":{"auth":"\#(userPass)"}}}"#, "h:5001", nil),
        Case("an address as key", #"{"auths":{"https://h/v2/":{"auth":"\#(userPass)"}}}"#, "h", user("h")),
        Case("in two fields", #"{"auths":{"h":{"username":"user","password":"pa:ss"}}}"#, "h", user("h")),
        Case("not base64", #"{"auths":{"h":{"auth":"!!"}}}"#, "h", nil),
        Case("no colon", #"{"auths":{"h":{"auth":"YWJj"}}}"#, "h", nil),
        Case(
            "identity token",
            #"{"auths":{"h":{"auth":"\#(userPass)","identitytoken":"tok"}}}"#,
            "h",
            RegistryAuthorization(identityToken: "tok", serverAddress: "h")
        ),
        Case("Docker Hub", #"{"auths":{"\#(hub)":{"auth":"\#(userPass)"}}}"#, "docker.io", user(hub)),
        Case("Docker Hub by another key", #"{"auths":{"docker.io":{"auth":"\#(userPass)"}}}"#, "docker.io", user(hub)),
        Case(
            "Docker Hub by another name",
            #"{"auths":{"\#(hub)":{"auth":"\#(userPass)"}}}"#,
            "index.docker.io",
            user(hub)
        ),
        Case(
            "unknown fields",
            #"{"HttpHeaders":{"a":"b"},"proxies":{},"auths":{"h":{"auth":"\#(userPass)","email":"e"}}}"#,
            "h",
            user("h")
        ),
    ])
    func file(_ item: Case) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        if let config = item.config { try folder.write(".docker/config.json", config) }
        let credentials = try RegistryCredentials(environment: [:], homeFolder: folder.root)
        #expect(try await credentials.authorization(for: item.registry) == item.expected)
    }

    @Test("A broken file is an error that does not quote it")
    func broken() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("config.json", #"{"auths":{"h":{"auth":"c2VjcmV0"}}"#)
        #expect {
            try RegistryCredentials(environment: ["DOCKER_CONFIG": folder.root], homeFolder: "/nonexistent")
        } throws: { error in
            (error as? EngineError)?.code == .badConfiguration && !"\(error)".contains("c2VjcmV0")
        }
    }

    struct HelperCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What the helper does; it has the address in `$address`.
        let script: String
        let expected: RegistryAuthorization?
        let code: EngineError.Code?

        init(_ description: String, _ script: String, _ expected: RegistryAuthorization?, _ code: EngineError.Code?) {
            testDescription = description
            self.script = script
            self.expected = expected
            self.code = code
        }
    }

    @Test(arguments: [
        HelperCase(
            "password",
            #"echo '{"ServerURL":"'$address'","Username":"'$1'","Secret":"for '$address'"}'"#,
            RegistryAuthorization(username: "get", password: "for h:5000", serverAddress: "h:5000"),
            nil
        ),
        HelperCase(
            "identity token",
            #"echo '{"Username":"<token>","Secret":"tok"}'"#,
            RegistryAuthorization(identityToken: "tok", serverAddress: "h:5000"),
            nil
        ),
        HelperCase(
            "none, so the file's",
            "echo 'credentials not found in native keychain'; exit 1",
            user("h:5000"),
            nil
        ),
        HelperCase("fails", "echo secret; echo secret >&2; exit 3", nil, .badConfiguration),
        HelperCase("is killed", "kill -9 $$", nil, .badConfiguration),
        HelperCase("writes no JSON", "echo secret", nil, .badConfiguration),
        HelperCase("writes nothing", "true", nil, .badConfiguration),
        HelperCase("writes for ever", "exec yes secret", nil, .badConfiguration),
        HelperCase("never ends", "exec sleep 600", nil, .timedOut),
    ])
    func helper(_ item: HelperCase) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await folder.install("docker-credential-test", "address=$(cat)\n\(item.script)")
        try folder.write("config.json", #"{"credsStore":"test","auths":{"h:5000":{"auth":"\#(Self.userPass)"}}}"#)
        let credentials = try RegistryCredentials(
            environment: ["DOCKER_CONFIG": folder.root, "PATH": "\(folder.root):/usr/bin:/bin"],
            homeFolder: "/nonexistent",
            helperTimeLimit: item.code == .timedOut ? .milliseconds(300) : .seconds(30)
        )
        let found = Records<RegistryAuthorization?>()
        let error = await engineError { await found.append(try await credentials.authorization(for: "h:5000")) }
        #expect(error?.code == item.code, "\(String(describing: error))")
        #expect(error.map { "\($0)".contains("secret") } != true)
        if item.code == nil { #expect(await found.all == [item.expected]) }
    }

    @Test("A registry's own helper comes before the store for all")
    func helperOfItsOwn() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for name in ["own", "all"] {
            let script = #"cat > /dev/null; echo '{"Username":"\#(name)","Secret":"s"}'"#
            try await folder.install("docker-credential-\(name)", script)
        }
        try folder.write("config.json", #"{"credsStore":"all","credHelpers":{"h":"own","gone":"none","bad":"../x"}}"#)
        let credentials = try RegistryCredentials(
            environment: ["DOCKER_CONFIG": folder.root, "PATH": "\(folder.root):/usr/bin:/bin"],
            homeFolder: "/"
        )
        #expect(
            try await credentials.authorization(for: "h")
                == RegistryAuthorization(username: "own", password: "s", serverAddress: "h")
        )
        #expect(
            try await credentials.authorization(for: "docker.io")
                == RegistryAuthorization(username: "all", password: "s", serverAddress: Self.hub)
        )
        for (registry, words) in [("gone", "is not installed"), ("bad", "has no proper name")] {
            let error = await engineError { _ = try await credentials.authorization(for: registry) }
            #expect(error?.code == .badConfiguration)
            #expect(error?.message.hasSuffix(words) == true)
        }
    }
}
