import Basics

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The credentials that `docker login` left: in docker's `config.json`, or in the credential helper it names.
///
/// The rules are the docker CLI's (https://docs.docker.com/reference/cli/docker/login/#credential-stores): a helper of
/// the registry's own (`credHelpers`), else the store for all (`credsStore`), else `auths` in the file. Where the helper
/// has nothing, the file is looked at too. Nothing is kept: every question reads the helper anew.
public struct RegistryCredentials: Sendable, CustomStringConvertible, CustomReflectable {
    /// Docker's key for its default registry, for which other names are common.
    static let defaultRegistryKey = "https://index.docker.io/v1/"
    private static let defaultRegistryNames: Set<String> = ["docker.io", "index.docker.io", "registry-1.docker.io"]

    /// Whether an image's name is one of Docker Hub's: it names no registry, or that one.
    static func isDockerHub(repository: String) -> Bool {
        guard let slash = repository.firstIndex(of: "/") else { return true }
        let first = String(repository[..<slash])
        let isRegistry = first.contains(".") || first.contains(":") || first == "localhost"
        return !isRegistry || defaultRegistryNames.contains(first)
    }

    private let file: DockerConfigFile
    private let environment: [String: String]
    private let helperTimeLimit: Duration

    /// Reads `config.json` in `DOCKER_CONFIG`, default `~/.docker`. A missing file is no error.
    /// - Parameter helperTimeLimit: for one answer of a helper. Default: 30 seconds.
    /// - Throws: `EngineError` `.badConfiguration` for a file that cannot be read.
    public init(
        environment: [String: String],
        homeFolder: String,
        helperTimeLimit: Duration = .seconds(30)
    ) throws(EngineError) {
        let folder = environment["DOCKER_CONFIG"].nonEmpty ?? PathText.join(homeFolder, ".docker")
        file = try DockerConfigFile.load(folder: folder)
        self.environment = environment
        self.helperTimeLimit = helperTimeLimit
    }

    /// Whether there is nothing to show to any registry.
    public var isEmpty: Bool {
        (file.auths ?? [:]).isEmpty && (file.credHelpers ?? [:]).isEmpty && file.credsStore.nonEmpty == nil
    }

    /// Nothing of what they hold.
    public var description: String { "registry credentials" }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// What to show a registry.
    /// - Parameter registry: `host[:port]`, as it begins an image's name; `docker.io` for names without one.
    /// - Returns: `nil` if there is nothing: the registry is asked anonymously.
    /// - Throws: `.badConfiguration` if the configured helper is missing or fails, `.timedOut` if it does not answer.
    public func authorization(for registry: String) async throws(EngineError) -> RegistryAuthorization? {
        let isDefault = Self.defaultRegistryNames.contains(registry)
        let key = isDefault ? Self.defaultRegistryKey : registry
        let names = isDefault ? [key] + Self.defaultRegistryNames.sorted() : [key]
        let helper = names.lazy.compactMap { file.credHelpers?[$0].nonEmpty }.first ?? file.credsStore.nonEmpty
        if let helper, let found = try await ask(helper, key) { return found }
        return stored(key, names)
    }

    /// An entry under the very key, else one whose key is an address on that host.
    private func stored(_ key: String, _ names: [String]) -> RegistryAuthorization? {
        let auths = (file.auths ?? [:]).compactMapValues { $0 }
        let keys = names + auths.keys.sorted().filter { names.contains(Self.host(of: $0)) }
        return keys.lazy.compactMap { auths[$0].flatMap { Self.authorization($0, key) } }.first
    }

    private static func host(of key: String) -> String {
        let rest = key.after("https://") ?? key.after("http://") ?? key
        return String(rest.prefix { $0 != "/" })
    }

    private static func authorization(_ entry: DockerConfigFile.AuthEntry, _ key: String) -> RegistryAuthorization? {
        if let token = entry.identitytoken.nonEmpty { return .init(identityToken: token, serverAddress: key) }
        if let auth = entry.auth.nonEmpty, let data = Data(base64Encoded: auth) {
            let text = String(decoding: data, as: UTF8.self)
            guard let colon = text.firstIndex(of: ":") else { return nil }
            // Old versions of docker padded the password with zeros.
            let password = text[text.index(after: colon)...].filter { $0 != "\0" }
            return .init(username: String(text[..<colon]), password: password, serverAddress: key)
        }
        guard let username = entry.username.nonEmpty, let password = entry.password.nonEmpty else { return nil }
        return .init(username: username, password: password, serverAddress: key)
    }

    private struct HelperAnswer: Decodable {
        var username: String?
        var secret: String?

        private enum CodingKeys: String, CodingKey {
            case username = "Username"
            case secret = "Secret"
        }
    }

    /// The protocol of https://github.com/docker/docker-credential-helpers: the address in, JSON out.
    /// No output of the helper goes into an error: it holds the secret.
    private func ask(_ helper: String, _ key: String) async throws(EngineError) -> RegistryAuthorization? {
        func failure(_ why: String, _ code: EngineError.Code = .badConfiguration) -> EngineError {
            EngineError(
                code,
                "the credential helper docker-credential-\(helper.singleLine) \(why)",
                hint: "see credsStore and credHelpers in docker's config.json"
            )
        }
        guard helper.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }) else {
            throw failure("has no proper name")
        }
        guard let program = ExecutableSearch.find("docker-credential-\(helper)", path: environment["PATH"]) else {
            throw failure("is not installed")
        }
        let outcome: HelperProgram.HelperOutcome
        do {
            // A secret of a megabyte would be a strange one.
            outcome = try await HelperProgram.run(
                program,
                ["get"],
                input: Array(key.utf8),
                environment: environment,
                limit: 1 << 20,
                timeLimit: helperTimeLimit
            )
        } catch {
            switch error.code {
            case .timedOut: throw failure("gave no answer within \(helperTimeLimit.seconds) seconds", .timedOut)
            case .cancelled: throw error
            default: throw failure("cannot be used: \(error.message)")
            }
        }
        guard outcome.exitStatus == 0 else {
            // The protocol's only word for "none": a text on standard output.
            let text = String(decoding: outcome.output, as: UTF8.self).lowercased()
            if text.contains("credentials not found") { return nil }
            throw failure("failed with exit status \(outcome.exitStatus.map(String.init) ?? "of a signal")")
        }
        guard let found = try? JSONDecoder().decode(HelperAnswer.self, from: Data(outcome.output)),
            let secret = found.secret.nonEmpty
        else { throw failure("gave an answer that cannot be read") }
        if found.username == "<token>" { return .init(identityToken: secret, serverAddress: key) }
        return .init(username: found.username ?? "", password: secret, serverAddress: key)
    }
}
