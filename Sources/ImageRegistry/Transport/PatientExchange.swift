import Logging
import NIOHTTP1

/// Sends requests until they have an answer that is one, as often as the options allow.
struct PatientExchange: Sendable {
    private let exchange: HTTPExchange
    private let retries: RegistryRetries
    private let clock: RegistryClock
    private let health: HostHealth
    let logger: Logger

    init(options: RegistryOptions, logger: Logger) {
        exchange = HTTPExchange(options: options)
        retries = options.retries
        clock = options.clock
        health = HostHealth(clock: options.clock, memory: options.retries.unreachableFor)
        self.logger = logger
    }

    func shutdown() async { await exchange.shutdown() }

    /// - Returns: an answer of any status but 429 and 5xx.
    /// - Throws: also for those, when they have been tried often enough.
    func send(_ request: ExchangeRequest) async throws(RegistryError) -> ExchangeAnswer {
        var failures = 0
        while true {
            try health.check(request.address.authority)
            do throws(RegistryError) {
                return try await attempt(request)
            } catch {
                failures += 1
                guard let wait = retries.wait(after: error, failures: failures) else {
                    health.remember(error)
                    throw error
                }
                logger.debug(
                    "a registry's answer is waited for",
                    metadata: ["host": "\(request.address.authority)", "why": "\(error.message)", "wait": "\(wait)"]
                )
                await clock.sleep(wait)
                if Task.isCancelled { throw RegistryError(.cancelled, "cancelled", host: request.address.authority) }
            }
        }
    }

    /// The answer to one request that is not repeated: whether somebody speaks TLS is no question of patience.
    func sendOnce(_ request: ExchangeRequest) async throws(RegistryError) -> ExchangeAnswer {
        try await attempt(request)
    }

    private func attempt(_ request: ExchangeRequest) async throws(RegistryError) -> ExchangeAnswer {
        let answer = try await exchange.send(request)
        if let remaining = answer.headers.first(name: "ratelimit-remaining") {
            logger.debug(
                "a registry counts requests",
                metadata: ["host": "\(answer.address.authority)", "remaining": "\(SafeMessage.text(remaining))"]
            )
        }
        let failure = answer.isSuccess ? nil : answer.failure()
        guard let failure, failure.mayPass else { return answer }
        throw failure
    }
}
