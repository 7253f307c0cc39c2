import NIOConcurrencyHelpers
import NIOHTTP1

/// Sends requests to registries with what each wants to be shown.
struct AuthorizedExchange: Sendable {
    typealias Logins = @Sendable (_ key: String) async -> RegistryLogin?

    let exchange: PatientExchange
    private let endpoints: EndpointDirectory
    private let authorizer: Authorizer
    private let logins: Logins
    private let loginQuestions = SharedAnswers<String, RegistryLogin?>()
    private let knownLogins = NIOLockedValueBox<[String: RegistryLogin?]>([:])

    init(options: RegistryOptions, logins: @escaping Logins, exchange: PatientExchange) {
        self.exchange = exchange
        self.logins = logins
        endpoints = EndpointDirectory(options: options, exchange: exchange)
        authorizer = Authorizer(exchange: exchange, clock: options.clock)
    }

    /// - Parameters:
    ///   - target: path and query at the registry's address.
    ///   - scopes: what the request needs.
    ///   - change: sets what else the request has. Where that is another server's address, nothing is shown there.
    /// - Returns: an answer of any status but 401, 429 and 5xx.
    func send(
        _ method: HTTPMethod,
        _ target: String,
        at registry: String,
        scopes: [AccessScope],
        _ change: (inout ExchangeRequest) -> Void = { _ in }
    ) async throws(RegistryError) -> ExchangeAnswer {
        let endpoint = try await endpoints.endpoint(of: registry)
        var request = ExchangeRequest(method, endpoint.address.at(target))
        change(&request)
        guard request.address.isSameOrigin(as: endpoint.address) else { return try await exchange.send(request) }
        // A registry that wants nothing does not have a program started that keeps passwords.
        var login = endpoint.scheme == .none ? nil : try await login(for: registry)
        request.loginSecrets = login?.secrets ?? []
        let texts = scopes.map(\.text)
        var grant = try await authorizer.grant(endpoint.scheme, scopes: texts, login: login, at: endpoint)
        request.authorization = grant.header
        var answer = try await exchange.send(request)
        guard answer.status == .unauthorized else { return answer }
        // Who was redirected to may want something, but gets nothing that is this registry's.
        guard answer.address.isSameOrigin(as: request.address) else {
            throw RegistryError(.denied, answer.failure().message, host: answer.address.authority)
        }
        let scheme = AuthenticationScheme(answer)
        if endpoint.scheme == .none {
            endpoints.learn(scheme, of: endpoint)
            login = try await self.login(for: registry)
            request.loginSecrets = login?.secrets ?? []
        }
        let wanted = scopesWanted(scheme) ?? texts
        if !grant.isFresh || grant.header == nil || wanted != grant.scopes {
            authorizer.forget(grant, at: endpoint)
            grant = try await authorizer.grant(scheme, scopes: wanted, login: login, at: endpoint)
            guard grant.header != nil else { throw refusal(answer, login, endpoint, scopes) }
            request.authorization = grant.header
            answer = try await exchange.send(request)
        }
        guard answer.status == .unauthorized else { return answer }
        authorizer.forget(grant, at: endpoint)
        throw refusal(answer, login, endpoint, scopes)
    }

    /// Asks for the tokens to read many repositories of one registry in few requests.
    func prepare(_ repositories: [String], at registry: String) async throws(RegistryError) {
        let endpoint = try await endpoints.endpoint(of: registry)
        let login = try await login(for: registry)
        let scopes = Set(repositories).sorted().map { AccessScope.pull($0).text }
        try await authorizer.prepare(endpoint.scheme, scopes: scopes, login: login, at: endpoint)
    }

    /// Whether there is a login for a registry; asked once.
    func login(for registry: String) async throws(RegistryError) -> RegistryLogin? {
        let key = RegistryHost.credentialsKey(of: registry)
        if let known = knownLogins.withLockedValue({ $0[key] }) { return known }
        return try await loginQuestions.value(for: key) { () throws(RegistryError) in
            // Somebody may have been answered since.
            if let known = self.knownLogins.withLockedValue({ $0[key] }) { return known }
            let login = await self.logins(key)
            self.knownLogins.withLockedValue { $0[key] = .some(login) }
            return login
        }
    }

    /// The scopes of a challenge, which may hold several, separated by spaces.
    private func scopesWanted(_ scheme: AuthenticationScheme) -> [String]? {
        guard case .bearer(_, _, let scope?) = scheme else { return nil }
        let scopes = scope.split(separator: " ").map(String.init)
        return scopes.isEmpty ? nil : Array(scopes.prefix(Authorizer.scopesPerToken))
    }

    private func refusal(
        _ answer: ExchangeAnswer,
        _ login: RegistryLogin?,
        _ endpoint: RegistryEndpoint,
        _ scopes: [AccessScope]
    ) -> RegistryError {
        // Docker Hub says the same to who would read what is private and what is not there.
        let isHidden = RegistryHost.isDockerHub(endpoint.registry) && !scopes.contains(where: \.pushes)
        return RegistryError(
            isHidden ? .notFound : login == nil ? .unauthorized : .denied,
            answer.failure().message,
            hint: isHidden
                ? LoginHint.hidden(hasLogin: login != nil)
                : LoginHint.text(for: endpoint.registry, hasLogin: login != nil),
            host: answer.address.authority
        )
    }
}
