import Foundation
import TestSupport
import Testing

@testable import ImageRegistry

/// Rules of docker's `config.json`: https://docs.docker.com/reference/cli/docker/login/#credential-stores
@Suite("Credentials", .timeLimit(.minutes(10)))
struct CredentialTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let config: String?
        let registry: String
        let expected: StoredLogin?

        init(_ description: String, _ config: String?, _ registry: String, _ expected: StoredLogin?) {
            testDescription = description
            self.config = config
            self.registry = registry
            self.expected = expected
        }
    }

    static let hub = "https://index.docker.io/v1/"
    static let userPass = Data("user:pa:ss".utf8).base64EncodedString()
    static func user(_ key: String) -> StoredLogin {
        StoredLogin(login: .password(username: "user", password: "pa:ss"), key: key)
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
            StoredLogin(login: .identityToken("tok"), key: "h")
        ),
        Case(
            "registry token",
            #"{"auths":{"h":{"auth":"\#(userPass)","identitytoken":"tok","registrytoken":"bearer"}}}"#,
            "h",
            StoredLogin(login: .registryToken("bearer"), key: "h")
        ),
        Case(
            "a line break within",
            #"{"auths":{"h":{"auth":"\#(userPass.prefix(4))\n\#(userPass.dropFirst(4))\n"}}}"#,
            "h",
            user("h")
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
        let credentials = RegistryCredentials(environment: [:], homeFolder: folder.root)
        #expect(try await credentials.login(for: item.registry) == item.expected)
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let config: String
        /// Of the one warning, without the file's path.
        let words: String
    }

    @Test(
        "A file that cannot be used is warned of once, without a word of it, and passed over",
        arguments: [
            Broken(
                testDescription: "cut off",
                config: #"{"auths":{"h":{"auth":"c2VjcmV0"}}"#,
                words: " is no docker configuration file"
            ),
            Broken(
                testDescription: "another type",
                config: #"{"auths":["c2VjcmV0"]}"#,
                words: " is no docker configuration file"
            ),
            Broken(testDescription: "text", config: "c2VjcmV0", words: " is no docker configuration file"),
        ]
    )
    func broken(_ item: Broken) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("config.json", item.config)
        let log = WarningLog()
        let credentials = RegistryCredentials(
            environment: ["DOCKER_CONFIG": folder.root],
            homeFolder: "/nonexistent",
            logger: log.logger
        )
        #expect(try await credentials.login(for: "h") == nil)
        #expect(credentials.isEmpty)
        #expect(log.all == ["docker's configuration is not used: \(folder.path("config.json"))\(item.words)"])
    }

    @Test("So is one that is no file")
    func folderInsteadOfAFile() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("config.json/x", "")
        let log = WarningLog()
        let credentials = RegistryCredentials(
            environment: ["DOCKER_CONFIG": folder.root],
            homeFolder: "/nonexistent",
            logger: log.logger
        )
        #expect(credentials.isEmpty)
        #expect(log.all == ["docker's configuration is not used: \(folder.path("config.json")): is not a file"])
    }

    struct HelperCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What the helper does; it has the address in `$address`.
        let script: String
        let expected: StoredLogin?
        /// What the one warning says of the helper; `nil` for none.
        let warning: String?

        init(_ description: String, _ script: String, _ expected: StoredLogin?, warning: String? = nil) {
            testDescription = description
            self.script = script
            self.expected = expected
            self.warning = warning
        }
    }

    /// The entry of the file, where a helper cannot be used.
    static func fallback(_ why: String) -> StoredLogin {
        let shortfall = "the credential helper docker-credential-test \(why)"
        return StoredLogin(login: user("h:5000").login, key: "h:5000", shortfall: shortfall)
    }

    static func unusable(_ description: String, _ script: String, _ why: String) -> HelperCase {
        HelperCase(description, script, fallback(why), warning: why)
    }

    @Test(arguments: [
        HelperCase(
            "password",
            #"echo '{"ServerURL":"'$address'","Username":"'$1'","Secret":"for '$address'"}'"#,
            StoredLogin(login: .password(username: "get", password: "for h:5000"), key: "h:5000")
        ),
        HelperCase(
            "identity token",
            #"echo '{"Username":"<token>","Secret":"tok"}'"#,
            StoredLogin(login: .identityToken("tok"), key: "h:5000")
        ),
        HelperCase(
            "warns on its first lines",
            #"echo 'WARNING: {old} version'; echo '{"a":'; echo '{"Username":"u","Secret":"s"}'"#,
            StoredLogin(login: .password(username: "u", password: "s"), key: "h:5000")
        ),
        HelperCase("none, so the file's", "echo 'credentials not found in native keychain'; exit 1", user("h:5000")),
        HelperCase(
            "none, by other words",
            "echo 'The specified item could not be found in the keychain.'; exit 1",
            user("h:5000")
        ),
        HelperCase("none, in an answer", #"echo '{"Username":"","Secret":""}'"#, user("h:5000")),
        HelperCase("writes nothing", "true", user("h:5000")),
        unusable("fails", "echo secret; echo secret >&2; exit 3", "failed with exit status 3"),
        unusable("not initialised", "echo 'pass store is uninitialized'; exit 1", "failed with exit status 1"),
        unusable("is killed", "kill -9 $$", "failed with exit status of a signal"),
        unusable("writes no JSON", "echo secret", "gave an answer that cannot be read"),
        unusable(
            "writes half of its JSON",
            #"printf '{"Username":"u","Secret":"secret'"#,
            "gave an answer that cannot be read"
        ),
        unusable("writes for ever", "exec yes secret", "cannot be used: it wrote more than 1048576 bytes"),
        unusable("never ends", "exec sleep 600", "gave no answer within 0.3 seconds"),
    ])
    func helper(_ item: HelperCase) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await folder.install("docker-credential-test", "address=$(cat)\n\(item.script)")
        try folder.write("config.json", #"{"credsStore":"test","auths":{"h:5000":{"auth":"\#(Self.userPass)"}}}"#)
        let log = WarningLog()
        let credentials = RegistryCredentials(
            environment: ["DOCKER_CONFIG": folder.root, "PATH": "\(folder.root):/usr/bin:/bin"],
            homeFolder: "/nonexistent",
            helperTimeLimit: item.warning?.contains("0.3") == true ? .milliseconds(300) : .seconds(30),
            logger: log.logger
        )
        for _ in 0..<2 { #expect(try await credentials.login(for: "h:5000") == item.expected) }
        #expect(
            log.all == item.warning.map {
                ["the credential helper docker-credential-test \($0); registries are asked without it"]
            } ?? []
        )
    }

    @Test("A registry's own helper comes before the store for all; one that is not there is told of once")
    func helperOfItsOwn() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for name in ["own", "all"] {
            let script = #"cat > /dev/null; echo '{"Username":"\#(name)","Secret":"s"}'"#
            try await folder.install("docker-credential-\(name)", script)
        }
        try folder.write("config.json", #"{"credsStore":"all","credHelpers":{"h":"own","gone":"none","bad":"../x"}}"#)
        let log = WarningLog()
        let credentials = RegistryCredentials(
            environment: ["DOCKER_CONFIG": folder.root, "PATH": "\(folder.root):/usr/bin:/bin"],
            homeFolder: "/",
            logger: log.logger
        )
        #expect(
            try await credentials.login(for: "h")
                == StoredLogin(login: .password(username: "own", password: "s"), key: "h")
        )
        #expect(
            try await credentials.login(for: "docker.io")
                == StoredLogin(login: .password(username: "all", password: "s"), key: Self.hub)
        )
        #expect(log.all.isEmpty)
        for (registry, words) in [
            ("gone", "docker-credential-none is not installed"), ("bad", "docker-credential-../x has no proper name"),
        ] {
            let found = try await credentials.login(for: registry)
            // Anonymous, with what is to be said where the registry refuses.
            #expect(found?.login == nil)
            #expect(found?.shortfall == "the credential helper \(words)")
            #expect(log.all.last == "the credential helper \(words); registries are asked without it")
        }
    }

    @Test("A cancelled question is no helper that cannot be used")
    func cancelled() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await folder.install("docker-credential-test", "touch '\(folder.path("begun"))'; exec sleep 600")
        try folder.write("config.json", #"{"credsStore":"test"}"#)
        let log = WarningLog()
        let credentials = RegistryCredentials(
            environment: ["DOCKER_CONFIG": folder.root, "PATH": "\(folder.root):/usr/bin:/bin"],
            homeFolder: "/",
            logger: log.logger
        )
        let question = Task { try await credentials.login(for: "h") }
        while !FileManager.default.fileExists(atPath: folder.path("begun")) {
            try await Task.sleep(for: .milliseconds(5))
        }
        question.cancel()
        await #expect(throws: CancellationError.self) { try await question.value }
        #expect(log.all.isEmpty)
    }

    @Test("DOCKER_AUTH_CONFIG comes before helpers and the file")
    func environmentVariable() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("config.json", #"{"credsStore":"missing","auths":{"h":{"auth":"\#(Self.userPass)"}}}"#)
        func credentials(_ text: String) -> (RegistryCredentials, WarningLog) {
            let log = WarningLog()
            let credentials = RegistryCredentials(
                environment: ["DOCKER_CONFIG": folder.root, "DOCKER_AUTH_CONFIG": text, "PATH": folder.root],
                homeFolder: "/",
                logger: log.logger
            )
            return (credentials, log)
        }
        let own = Data("ci:token".utf8).base64EncodedString()
        let (given, silence) = credentials(#"{"auths":{"h":{"auth":"\#(own)"},"\#(Self.hub)":{"auth":"\#(own)"}}}"#)
        let expected = StoredLogin(login: .password(username: "ci", password: "token"), key: "h")
        #expect(try await given.login(for: "h") == expected)
        #expect(try await given.login(for: "docker.io")?.key == Self.hub)
        #expect(silence.all.isEmpty)
        #expect(!given.isEmpty)

        let (broken, log) = credentials("{\(own)")
        #expect(try await broken.login(for: "h")?.shortfall?.contains("docker-credential-missing") == true)
        #expect(log.all.first == "DOCKER_AUTH_CONFIG is not used: it is no docker configuration")
    }
}
