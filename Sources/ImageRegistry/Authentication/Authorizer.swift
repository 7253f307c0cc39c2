/// Finds out what to show a registry with a request.
final class Authorizer: Sendable {
    /// What to show.
    struct Grant: Sendable {
        /// The value of `Authorization`; `nil`: nothing.
        let header: String?
        /// Whether a token was made for it just now: the registry's refusal of one counts.
        let isFresh: Bool
        let scopes: [String]
    }

    private let server: TokenServer
    private let cache: TokenCache
    private let questions = SharedAnswers<TokenCache.Key, AccessToken>()
    /// How many scopes one token holds at most: more make headers that servers refuse (8 KiB and more).
    static let scopesPerToken = 20

    init(exchange: PatientExchange, clock: RegistryClock) {
        server = TokenServer(exchange: exchange, clock: clock)
        cache = TokenCache(clock: clock)
    }

    /// What to show for a scheme.
    ///
    /// - Parameter scopes: texts; of the challenge, where there was one for the very request.
    func grant(
        _ scheme: AuthenticationScheme,
        scopes: [String],
        login: RegistryLogin?,
        at endpoint: RegistryEndpoint
    ) async throws(RegistryError) -> Grant {
        if case .registryToken(let token) = login?.secret {
            return Grant(header: scheme == .none ? nil : "Bearer \(token)", isFresh: true, scopes: scopes)
        }
        switch scheme {
        case .none:
            return Grant(header: nil, isFresh: true, scopes: scopes)
        case .basic:
            guard case .password(let username, let password) = login?.secret else {
                return Grant(header: nil, isFresh: true, scopes: scopes)
            }
            return Grant(header: BasicCredentials.header(username, password), isFresh: true, scopes: scopes)
        case .bearer(let realm, let service, _):
            let key = TokenCache.Key(registry: endpoint.registry, scope: scopes.joined(separator: " "))
            if let token = cache[key] { return Grant(header: "Bearer \(token.text)", isFresh: false, scopes: scopes) }
            let token = try await questions.value(for: key) { () throws(RegistryError) in
                if let token = self.cache[key] { return token }
                let token = try await self.server.token(
                    from: realm,
                    service: service,
                    scopes: scopes,
                    login: login,
                    for: endpoint
                )
                self.cache.store(token, for: [key])
                return token
            }
            return Grant(header: "Bearer \(token.text)", isFresh: true, scopes: scopes)
        case .unknown(let name):
            throw RegistryError(
                .unauthorized,
                "it wants to be shown who asks in a way that is not known here: \(name)",
                host: endpoint.registry
            )
        }
    }

    /// Forgets what was granted, where it did not help.
    func forget(_ grant: Grant, at endpoint: RegistryEndpoint) {
        guard let token = grant.header?.split(separator: " ").last else { return }
        let key = TokenCache.Key(registry: endpoint.registry, scope: grant.scopes.joined(separator: " "))
        cache.forget(String(token), for: key)
    }

    /// Asks for tokens for many scopes in few requests. What fails here is found out again where it is needed.
    func prepare(
        _ scheme: AuthenticationScheme,
        scopes: [String],
        login: RegistryLogin?,
        at endpoint: RegistryEndpoint
    ) async throws(RegistryError) {
        if case .registryToken = login?.secret { return }
        guard case .bearer(let realm, let service, _) = scheme else { return }
        let missing = scopes.filter { cache[TokenCache.Key(registry: endpoint.registry, scope: $0)] == nil }
        for start in stride(from: 0, to: missing.count, by: Self.scopesPerToken) {
            let part = Array(missing[start..<min(start + Self.scopesPerToken, missing.count)])
            let token = try await server.token(
                from: realm,
                service: service,
                scopes: part,
                login: login,
                for: endpoint
            )
            cache.store(token, for: part.map { TokenCache.Key(registry: endpoint.registry, scope: $0) })
        }
    }
}
