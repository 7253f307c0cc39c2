import Basics

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What to show a registry. Its secrets appear in no description, dump or error.
public struct RegistryAuthorization: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package enum Secret: Sendable, Hashable {
        case password(username: String, password: String)
        /// From a login by a browser or a token service.
        case identityToken(String)
        /// What the registry itself takes, as its token server gives it.
        case registryToken(String)
        /// Nothing to show.
        case anonymous
    }

    package let secret: Secret
    /// The registry it is for, `host[:port]`, or docker's key for its default registry.
    public let serverAddress: String
    /// Why there may be better credentials than these, for the error of a registry that refuses; nil: there are none.
    public var shortfall: String?

    /// A name and its password, or a token in a password's place.
    public init(username: String, password: String, serverAddress: String) {
        secret = .password(username: username, password: password)
        self.serverAddress = serverAddress
    }

    /// A token that stands for a login.
    public init(identityToken: String, serverAddress: String) {
        secret = .identityToken(identityToken)
        self.serverAddress = serverAddress
    }

    /// A token that the registry itself takes.
    public init(registryToken: String, serverAddress: String) {
        secret = .registryToken(registryToken)
        self.serverAddress = serverAddress
    }

    /// No credentials, where something is to be said of that.
    public init(anonymousAt serverAddress: String) {
        secret = .anonymous
        self.serverAddress = serverAddress
    }

    /// `credentials for ADDRESS`
    public var description: String { "credentials for \(serverAddress)" }
    /// The same: no secret.
    public var debugDescription: String { description }
    /// The address alone.
    public var customMirror: Mirror { Mirror(self, children: ["serverAddress": serverAddress]) }

    /// The value of `X-Registry-Auth` for no credentials: `{}`. The header is sent in any case, as Docker 20.10 to 26
    /// answer 400 to a push without it.
    static let anonymousHeader = "e30="

    /// Base64 in its URL alphabet, padded: the engine takes any other form for no credentials, without a word.
    func headerValue() throws(EngineError) -> String {
        if secret == .anonymous { return Self.anonymousHeader }
        let text = Data(try JSONText.parameter(fields).utf8).base64EncodedString()
        return String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    private var fields: [String: String] {
        switch secret {
        case .password(let username, let password):
            ["username": username, "password": password, "serveraddress": serverAddress]
        case .identityToken(let token):
            ["identitytoken": token, "serveraddress": serverAddress]
        case .registryToken(let token):
            ["registrytoken": token, "serveraddress": serverAddress]
        case .anonymous: [:]
        }
    }
}
