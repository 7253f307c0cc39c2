import NIOHTTP1

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The server that gives out tokens for a registry (<https://distribution.github.io/distribution/spec/auth/token/>).
struct TokenServer: Sendable {
    let exchange: PatientExchange
    let clock: RegistryClock

    private static let answerLimit = 1 << 20
    /// Of a token that does not say how long it lives (the specification's).
    private static let usualLife = 60
    private static let longestLife = 86_400

    private struct TokenFields: Decodable {
        var token: String?
        var accessToken: String?
        var expiresIn: Double?

        private enum CodingKeys: String, CodingKey {
            case token
            case accessToken = "access_token"
            case expiresIn = "expires_in"
        }
    }

    /// A token for all of `scopes` at once.
    ///
    /// - Parameter endpoint: of the registry that named the server. Only to one that speaks no TLS itself credentials go
    ///   without TLS.
    func token(
        from realm: WebAddress,
        service: String?,
        scopes: [String],
        login: RegistryLogin?,
        for endpoint: RegistryEndpoint
    ) async throws(RegistryError) -> AccessToken {
        guard login == nil || realm.isTLS || !endpoint.address.isTLS else {
            throw RegistryError(
                .notTrusted,
                "it wants the login to be sent to \(realm.authority) without TLS",
                host: endpoint.registry
            )
        }
        let asked = clock.now()
        let request = request(realm, service, scopes, login)
        let answer = try await exchange.send(request)
        guard answer.isSuccess else { throw refusal(answer, login, endpoint.registry) }
        guard let fields = try? JSONDecoder().decode(TokenFields.self, from: Data(answer.body)),
            let token = [fields.token, fields.accessToken].compactMap({ $0 }).first(where: Self.isToken)
        else { throw RegistryError(.malformed, "the token server's answer holds no token", host: realm.authority) }
        let told = fields.expiresIn.map { $0.isFinite ? Int(max(0, min($0, Double(Self.longestLife)))) : 0 } ?? 0
        let life = Duration.seconds(told > 0 ? told : Self.usualLife)
        return AccessToken(text: token, end: asked + life * 0.8)
    }

    private func request(
        _ realm: WebAddress,
        _ service: String?,
        _ scopes: [String],
        _ login: RegistryLogin?
    ) -> ExchangeRequest {
        var parameters = scopes.map { (name: "scope", value: $0) }
        if let service { parameters.insert((name: "service", value: service), at: 0) }
        var request: ExchangeRequest
        switch login?.secret {
        case .identityToken(let token):
            // OAuth takes one parameter of each name; the scopes are separated by spaces in it (RFC 6749, 3.3).
            var form = parameters.filter { $0.name != "scope" }
            form += [("scope", scopes.joined(separator: " ")), ("grant_type", "refresh_token")]
            form += [("refresh_token", token), ("client_id", "imagebuilder")]
            request = ExchangeRequest(.POST, realm)
            request.headers = [("Content-Type", "application/x-www-form-urlencoded")]
            request.body = Array(FormText.encode(form).utf8)
        case .password(let username, let password):
            request = ExchangeRequest(.GET, realm.adding(parameters + [("account", username)]))
            request.authorization = BasicCredentials.header(username, password)
        case .registryToken, nil:
            request = ExchangeRequest(.GET, realm.adding(parameters))
        }
        request.loginSecrets = login?.secrets ?? []
        request.limit = Self.answerLimit
        return request
    }

    /// What stands in a header: no spaces, no line ends.
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
    }

    private func refusal(_ answer: ExchangeAnswer, _ login: RegistryLogin?, _ registry: String) -> RegistryError {
        let failure = answer.failure()
        switch answer.status.code {
        case 401, 403, 404:
            // It speaks of who asks, whatever its status: a token server has no images.
            let code: RegistryError.Code = answer.status == .forbidden || login != nil ? .denied : .unauthorized
            let hint = LoginHint.text(for: registry, hasLogin: login != nil)
            return RegistryError(code, failure.message, hint: hint, host: failure.host)
        case 300..<400:
            return RegistryError(.malformed, "the token server redirects, which is not followed", host: failure.host)
        default: return failure
        }
    }
}
