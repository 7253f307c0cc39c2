#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The credentials that `docker login` left: in docker's `config.json`, or in the credential helper it names.
///
/// The rules are the docker CLI's (https://docs.docker.com/reference/cli/docker/login/#credential-stores): `auths` in
/// `DOCKER_AUTH_CONFIG`, else a helper of the registry's own (`credHelpers`), else the store for all (`credsStore`), else
/// `auths` in the file. Where the helper has nothing, or cannot be used, the file is looked at too. No secret is kept:
/// every question asks the helper anew.
public struct RegistryCredentials: Sendable, CustomStringConvertible, CustomReflectable {
    /// Docker's key for its default registry, for which other names are common.
    static let defaultRegistryKey = "https://index.docker.io/v1/"
    private static let defaultRegistryNames: Set<String> = ["docker.io", "index.docker.io", "registry-1.docker.io"]

    /// Whether an image's name is one of Docker Hub's: it names no registry, or that one.
    static func isDockerHub(repository: String) -> Bool { host(ofRepository: repository) == "docker.io" }

    /// The registry of an image's name, `host[:port]`; `docker.io` for Docker Hub, however it is written.
    static func host(ofRepository repository: String) -> String {
        let first = String(repository.prefix { $0 != "/" })
        let isRegistry = first.contains(".") || first.contains(":") || first == "localhost"
        guard repository.contains("/"), isRegistry, !defaultRegistryNames.contains(first) else { return "docker.io" }
        return first
    }

    private let configuration: DockerConfiguration
    private let helperTimeLimit: Duration

    init(configuration: DockerConfiguration, helperTimeLimit: Duration) {
        self.configuration = configuration
        self.helperTimeLimit = helperTimeLimit
    }

    /// Whether there is nothing to show to any registry.
    public var isEmpty: Bool {
        let file = configuration.file
        return entries(of: file).isEmpty && entries(of: given).isEmpty && (file.credHelpers ?? [:]).isEmpty
            && file.credsStore.nonEmpty == nil
    }

    /// Nothing of what they hold.
    public var description: String { "registry credentials" }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// What to show a registry.
    ///
    /// A helper that cannot be used is warned of, once, and passed over: the file's entry is taken, or the registry is
    /// asked anonymously. Where it then refuses, that error names the helper.
    /// - Parameter registry: `host[:port]`, as it begins an image's name; `docker.io` for names without one.
    /// - Returns: `nil` if there is nothing: the registry is asked anonymously.
    /// - Throws: `.cancelled` with the task, and nothing else.
    public func authorization(for registry: String) async throws(EngineError) -> RegistryAuthorization? {
        let isDefault = Self.defaultRegistryNames.contains(registry)
        let key = isDefault ? Self.defaultRegistryKey : registry
        let names = isDefault ? [key] + Self.defaultRegistryNames.sorted() : [key]
        if let found = stored(in: given, key, names) { return found }
        let file = configuration.file
        let helper = names.lazy.compactMap { file.credHelpers?[$0].nonEmpty }.first ?? file.credsStore.nonEmpty
        guard let helper else { return stored(in: file, key, names) }
        let program = CredentialHelper(
            name: helper,
            environment: configuration.environment,
            timeLimit: helperTimeLimit
        )
        switch try await program.ask(for: key) {
        case .found(let found): return found
        case .nothing: return stored(in: file, key, names)
        case .unusable(let why):
            configuration.warn("\(why); registries are asked without it")
            var authorization = stored(in: file, key, names) ?? RegistryAuthorization(anonymousAt: key)
            authorization.shortfall = why
            return authorization
        }
    }

    /// What `DOCKER_AUTH_CONFIG` holds, in the form of the file.
    private var given: DockerConfigFile {
        guard let text = configuration.environment["DOCKER_AUTH_CONFIG"].nonEmpty else { return DockerConfigFile() }
        do {
            return try JSONDecoder().decode(DockerConfigFile.self, from: Data(text.utf8))
        } catch {
            configuration.warn("DOCKER_AUTH_CONFIG is not used: it is no docker configuration")
            return DockerConfigFile()
        }
    }

    private func entries(of file: DockerConfigFile) -> [String: DockerConfigFile.AuthEntry] {
        (file.auths ?? [:]).compactMapValues { $0 }
    }

    /// An entry under the very key, else one whose key is an address on that host.
    private func stored(in file: DockerConfigFile, _ key: String, _ names: [String]) -> RegistryAuthorization? {
        let auths = entries(of: file)
        let keys = names + auths.keys.sorted().filter { names.contains(Self.host(of: $0)) }
        return keys.lazy.compactMap { auths[$0].flatMap { Self.authorization($0, key) } }.first
    }

    private static func host(of key: String) -> String {
        let rest = key.after("https://") ?? key.after("http://") ?? key
        return String(rest.prefix { $0 != "/" })
    }

    /// What an engine takes first of an entry: a token for the registry, one for its token server, a password.
    private static func authorization(_ entry: DockerConfigFile.AuthEntry, _ key: String) -> RegistryAuthorization? {
        if let token = entry.registrytoken.nonEmpty { return .init(registryToken: token, serverAddress: key) }
        if let token = entry.identitytoken.nonEmpty { return .init(identityToken: token, serverAddress: key) }
        // The tool `base64` breaks long lines.
        let auth = entry.auth.map { $0.filter { !$0.isWhitespace } }
        if let auth = auth.nonEmpty, let data = Data(base64Encoded: auth) {
            let text = String(decoding: data, as: UTF8.self)
            guard let colon = text.firstIndex(of: ":") else { return nil }
            // Old versions of docker padded the password with zeros.
            let password = text[text.index(after: colon)...].filter { $0 != "\0" }
            return .init(username: String(text[..<colon]), password: password, serverAddress: key)
        }
        guard let username = entry.username.nonEmpty, let password = entry.password.nonEmpty else { return nil }
        return .init(username: username, password: password, serverAddress: key)
    }
}
