package import Basics
public import Logging

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
    private let user: DockerUser
    private let helperTimeLimit: Duration

    /// The credentials of a user.
    ///
    /// - Parameters:
    ///   - environment: where docker's variables are looked up, and what credential helpers see.
    ///   - homeFolder: the user's, for `~/.docker` where `DOCKER_CONFIG` names no other folder.
    ///   - helperTimeLimit: for one answer of a credential helper. Default: 30 seconds.
    ///   - logger: hears, at `warning`, of what is passed over; of each thing once. Default: nobody hears it.
    public init(
        environment: [String: String],
        homeFolder: String,
        helperTimeLimit: Duration = .seconds(30),
        logger: Logger = Logger(label: "ImageRegistry") { _ in SwiftLogNoOpLogHandler() }
    ) {
        let user = DockerUser(environment: environment, homeFolder: homeFolder) { logger.warning("\($0)") }
        self.init(of: user, helperTimeLimit: helperTimeLimit)
    }

    /// Those of a user whose configuration others read too.
    package init(of user: DockerUser, helperTimeLimit: Duration = .seconds(30)) {
        self.user = user
        self.helperTimeLimit = helperTimeLimit
    }

    /// Whether there is nothing to show to any registry.
    public var isEmpty: Bool {
        let file = user.file
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
    /// asked anonymously.
    /// - Parameter registry: `host[:port]`, as it begins an image's name; `docker.io`, or docker's own key for it, for names without
    ///   one.
    /// - Returns: `nil` if there is nothing, and nothing to be said of that: the registry is asked anonymously.
    /// - Throws: `CancellationError` with the task, and nothing else.
    public func login(for registry: String) async throws(CancellationError) -> StoredLogin? {
        let isHub = RegistryHost.isDockerHub(registry) || registry == DockerHub.credentialsKey
        let key = isHub ? DockerHub.credentialsKey : registry
        let names = isHub ? [key] + DockerHub.names : [key]
        if let found = stored(in: given, names) { return StoredLogin(login: found, key: key) }
        let file = user.file
        let entry = stored(in: file, names).map { StoredLogin(login: $0, key: key) }
        let helper = names.lazy.compactMap { file.credHelpers?[$0].nonEmpty }.first ?? file.credsStore.nonEmpty
        guard let helper else { return entry }
        let program = CredentialHelper(name: helper, environment: user.environment, timeLimit: helperTimeLimit)
        switch try await program.ask(for: key) {
        case .found(let login): return StoredLogin(login: login, key: key)
        case .nothing: return entry
        case .unusable(let why):
            user.warn("\(why); registries are asked without it")
            return StoredLogin(login: entry?.login, key: key, shortfall: why)
        }
    }

    /// What `DOCKER_AUTH_CONFIG` holds, in the form of the file.
    private var given: DockerConfigFile {
        guard let text = user.environment["DOCKER_AUTH_CONFIG"].nonEmpty else { return DockerConfigFile() }
        if let given = DockerConfigFile.decode(text.utf8) { return given }
        user.warn("DOCKER_AUTH_CONFIG is not used: it is no docker configuration")
        return DockerConfigFile()
    }

    private func entries(of file: DockerConfigFile) -> [String: DockerConfigFile.AuthEntry] {
        (file.auths ?? [:]).compactMapValues { $0 }
    }

    /// An entry under the very key, else one whose key is an address on that host.
    private func stored(in file: DockerConfigFile, _ names: [String]) -> RegistryLogin? {
        let auths = entries(of: file)
        let keys = names + auths.keys.sorted().filter { names.contains(Self.host(of: $0)) }
        return keys.lazy.compactMap { auths[$0].flatMap(Self.login) }.first
    }

    private static func host(of key: String) -> String {
        let scheme = ["https://", "http://"].first { key.hasPrefix($0) } ?? ""
        return String(key.dropFirst(scheme.count).prefix { $0 != "/" })
    }

    /// What an engine takes first of an entry: a token for the registry, one for its token server, a password.
    private static func login(_ entry: DockerConfigFile.AuthEntry) -> RegistryLogin? {
        if let token = entry.registrytoken.nonEmpty { return .registryToken(token) }
        if let token = entry.identitytoken.nonEmpty { return .identityToken(token) }
        // The tool `base64` breaks long lines.
        let auth = entry.auth.map { $0.filter { !$0.isWhitespace } }
        if let auth = auth.nonEmpty, let data = Data(base64Encoded: auth) {
            let text = String(decoding: data, as: UTF8.self)
            guard let colon = text.firstIndex(of: ":") else { return nil }
            // Old versions of docker padded the password with zeros.
            let password = text[text.index(after: colon)...].filter { $0 != "\0" }
            return .password(username: String(text[..<colon]), password: password)
        }
        guard let username = entry.username.nonEmpty, let password = entry.password.nonEmpty else { return nil }
        return .password(username: username, password: password)
    }
}
