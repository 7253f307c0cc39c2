import NIOConcurrencyHelpers
import NIOHTTP1

/// Finds out, once for each registry, where and how it is asked.
final class EndpointDirectory: Sendable {
    private let options: RegistryOptions
    private let exchange: PatientExchange
    private let known = NIOLockedValueBox<[String: RegistryEndpoint]>([:])
    private let questions = SharedAnswers<String, RegistryEndpoint>()

    init(options: RegistryOptions, exchange: PatientExchange) {
        self.options = options
        self.exchange = exchange
    }

    func endpoint(of registry: String) async throws(RegistryError) -> RegistryEndpoint {
        if let endpoint = known.withLockedValue({ $0[registry] }) { return endpoint }
        return try await questions.value(for: registry) { () throws(RegistryError) in
            // Somebody may have been answered since.
            if let endpoint = self.known.withLockedValue({ $0[registry] }) { return endpoint }
            let endpoint = try await self.find(registry)
            self.known.withLockedValue { $0[registry] = endpoint }
            return endpoint
        }
    }

    /// Keeps what a registry wants that asked for nothing at first: some tell it for a repository only.
    func learn(_ scheme: AuthenticationScheme, of endpoint: RegistryEndpoint) {
        let learnt = RegistryEndpoint(registry: endpoint.registry, address: endpoint.address, scheme: scheme)
        known.withLockedValue { $0[endpoint.registry] = learnt }
    }

    private func find(_ registry: String) async throws(RegistryError) -> RegistryEndpoint {
        let authority = options.interfaces[registry] ?? RegistryHost.interface(of: registry)
        guard RegistryHost.isWellFormed(authority) else {
            throw RegistryError(.invalid, "'\(authority)' is no host", host: registry)
        }
        let secure = WebAddress(isTLS: true, authority: authority, target: "/v2/")
        let plain = WebAddress(isTLS: false, authority: authority, target: "/v2/")
        switch HostSecurity(of: authority, options: options) {
        case .trusted: return endpoint(registry, try await exchange.send(ExchangeRequest(.GET, secure)))
        case .plain: return endpoint(registry, try await exchange.send(ExchangeRequest(.GET, plain)))
        case .insecure: break
        }
        do throws(RegistryError) {
            return endpoint(registry, try await exchange.sendOnce(ExchangeRequest(.GET, secure)))
        } catch {
            // Where TLS is spoken, what it was refused for stands.
            guard error.code == .unreachable || error.lacksTLS else { throw error }
        }
        return endpoint(registry, try await exchange.send(ExchangeRequest(.GET, plain)))
    }

    private func endpoint(_ registry: String, _ answer: ExchangeAnswer) -> RegistryEndpoint {
        let scheme: AuthenticationScheme = answer.status == .unauthorized ? AuthenticationScheme(answer) : .none
        return RegistryEndpoint(registry: registry, address: answer.address, scheme: scheme)
    }
}
