import AsyncHTTPClient
import NIOConcurrencyHelpers
import NIOCore

/// The clients of the library below: it has one proxy for each of them, so there is one for each way out.
///
/// Redirects are not followed by it: where credentials go is decided here.
final class HTTPClientPool: Sendable {
    private struct State {
        var clients: [HTTPClient.Configuration.Proxy?: HTTPClient] = [:]
        var isShutDown = false
    }

    private let state = NIOLockedValueBox(State())
    private let connectTimeout: Duration

    init(connectTimeout: Duration) { self.connectTimeout = connectTimeout }

    // A client of the library must not go before its connections have.
    deinit {
        for client in state.withLockedValue({ $0.clients.values }) { client.shutdown { _ in } }
    }

    func client(through proxy: HTTPClient.Configuration.Proxy?) throws(RegistryError) -> HTTPClient {
        let found = state.withLockedValue { state -> HTTPClient? in
            if state.isShutDown { return nil }
            if let client = state.clients[proxy] { return client }
            let client = HTTPClient(
                eventLoopGroup: HTTPClient.defaultEventLoopGroup,
                configuration: configuration(proxy)
            )
            state.clients[proxy] = client
            return client
        }
        guard let found else { throw RegistryError(.cancelled, "the client is shut down") }
        return found
    }

    func shutdown() async {
        let clients = state.withLockedValue { state in
            state.isShutDown = true
            defer { state.clients = [:] }
            return Array(state.clients.values)
        }
        for client in clients { try? await client.shutdown() }
    }

    private func configuration(_ proxy: HTTPClient.Configuration.Proxy?) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, proxy: proxy)
        configuration.timeout.connect = TimeAmount(connectTimeout)
        // A failure is told at once; what is tried again is decided here.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}
