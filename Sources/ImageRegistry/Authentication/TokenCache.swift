import NIOConcurrencyHelpers

/// Tokens by the registry and the scope that they were given out for, and for nothing else.
final class TokenCache: Sendable {
    struct Key: Sendable, Hashable {
        let registry: String
        /// The scopes' texts, separated by spaces.
        let scope: String
    }

    private let clock: RegistryClock
    private let tokens = NIOLockedValueBox<[Key: AccessToken]>([:])

    init(clock: RegistryClock) { self.clock = clock }

    /// - Returns: `nil` also for one whose time is nearly over.
    subscript(key: Key) -> AccessToken? {
        let now = clock.now()
        return tokens.withLockedValue { $0[key] }.flatMap { now < $0.end ? $0 : nil }
    }

    func store(_ token: AccessToken, for keys: [Key]) {
        tokens.withLockedValue { tokens in
            for key in keys { tokens[key] = token }
        }
    }

    /// Forgets a token that the registry did not take, if it still is the one.
    func forget(_ text: String, for key: Key) {
        tokens.withLockedValue { tokens in
            if tokens[key]?.text == text { tokens[key] = nil }
        }
    }
}
