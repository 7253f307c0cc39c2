public import Logging
import NIOHTTP1

/// A client of registries: the interface that the OCI's distribution specification describes
/// (<https://github.com/opencontainers/distribution-spec/blob/main/spec.md>).
///
/// One client speaks to any number of registries, from any number of tasks. Connections, tokens and what was learnt of each
/// registry are kept with it; ``shutdown()`` closes it.
public struct RegistryClient: Sendable {
    let exchange: AuthorizedExchange
    let logger: Logger

    /// A client; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - options: bounds, retries, certificates, proxies.
    ///   - logger: hears, at `debug`, of requests that are repeated and of `ratelimit-remaining`. Default: nobody hears it.
    ///   - login: what to show a registry, by docker's key for it: `host[:port]`, and for Docker Hub
    ///     `https://index.docker.io/v1/`. It is asked once for each; `nil`: the registry is asked anonymously.
    public init(
        options: RegistryOptions = RegistryOptions(),
        logger: Logger = Logger(label: "ImageRegistry") { _ in SwiftLogNoOpLogHandler() },
        login: @escaping @Sendable (_ key: String) async -> RegistryLogin? = { _ in nil }
    ) {
        self.logger = logger
        let patient = PatientExchange(options: options, logger: logger)
        exchange = AuthorizedExchange(options: options, logins: login, exchange: patient)
    }

    /// Closes all connections. Requests from now on fail with `.cancelled`.
    public func shutdown() async { await exchange.exchange.shutdown() }

    /// Asks for the leave to read many repositories in few requests, where a registry gives tokens: worth it before many
    /// images are asked for. Otherwise each repository's token is asked for when it is needed.
    public func prepare(reading references: [RegistryReference]) async throws(RegistryError) {
        let registries = Dictionary(grouping: references, by: \.registry)
        for (registry, group) in registries.sorted(by: { $0.key < $1.key }) {
            for reference in group { try reference.check() }
            do throws(RegistryError) {
                try await exchange.prepare(group.map(\.repository), at: registry)
            } catch {
                throw error.about(group[0])
            }
        }
    }

    // MARK: - For the calls

    /// Sends a request about a repository.
    ///
    /// - Parameter path: below `/v2/REPOSITORY/`.
    func send(
        _ method: HTTPMethod,
        _ path: String,
        about reference: RegistryReference,
        scopes: [AccessScope]? = nil,
        _ change: (inout ExchangeRequest) -> Void = { _ in }
    ) async throws(RegistryError) -> ExchangeAnswer {
        try reference.check()
        do throws(RegistryError) {
            return try await exchange.send(
                method,
                "/v2/\(reference.repository)/\(path)",
                at: reference.registry,
                scopes: scopes ?? [.pull(reference.repository)],
                change
            )
        } catch {
            throw error.about(reference)
        }
    }

    /// The error of an answer that is not the wanted one.
    func failure(_ answer: ExchangeAnswer, _ reference: RegistryReference) async -> RegistryError {
        var error = answer.failure().about(reference)
        guard error.code == .denied else { return error }
        let login = try? await exchange.login(for: reference.registry)
        error.hint = LoginHint.text(for: reference.registry, hasLogin: login.flatMap { $0 } != nil)
        return error
    }
}
