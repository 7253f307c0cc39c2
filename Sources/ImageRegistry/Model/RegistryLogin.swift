/// What to show a registry. Its secrets appear in no description, dump or error.
public struct RegistryLogin: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package enum Secret: Sendable, Hashable {
        case password(username: String, password: String)
        case identityToken(String)
        case registryToken(String)
    }

    package let secret: Secret

    private init(_ secret: Secret) { self.secret = secret }

    /// A name and its password, or a token in a password's place.
    public static func password(username: String, password: String) -> RegistryLogin {
        RegistryLogin(.password(username: username, password: password))
    }

    /// A token that stands for a login: the registry's token server takes it (`identitytoken` of docker's `config.json`).
    public static func identityToken(_ token: String) -> RegistryLogin { RegistryLogin(.identityToken(token)) }

    /// A token that the registry itself takes (`registrytoken`).
    public static func registryToken(_ token: String) -> RegistryLogin { RegistryLogin(.registryToken(token)) }

    /// Nothing of what it holds.
    public var description: String { "registry login" }
    /// The same.
    public var debugDescription: String { description }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension RegistryLogin {
    /// What no message may repeat.
    var secrets: [String] {
        switch secret {
        case .password(_, let password): [password]
        case .identityToken(let token), .registryToken(let token): [token]
        }
    }
}
