import Basics

extension EngineError {
    /// What an engine's message about a registry means.
    ///
    /// - Parameters:
    ///   - status: of the engine's answer; `nil` for an error within a stream.
    ///   - repository: what was pulled or pushed, without a tag.
    ///   - retryAfter: of the engine's answer. Without it, the registry's own word in the message counts.
    static func registry(
        _ message: String,
        status: Int?,
        about repository: String,
        retryAfter: Duration? = nil
    ) -> EngineError {
        let host = DockerHub.registry(ofRepository: repository)
        let failure = RegistryFailure(
            RegistryMessage(message, about: repository),
            engineStatus: status,
            isDockerHub: host == DockerHub.name
        )
        var error = EngineError(code(failure, status), message, hint: failure?.hint(host))
        error.retryAfter = retryAfter ?? RetryAfter.within(message)
        return error
    }

    private static func code(_ failure: RegistryFailure?, _ status: Int?) -> Code {
        switch (failure, status) {
        case (.notFound, _), (.otherPlatforms, _): .notFound
        case (.denied, _): .unauthorized
        case (.rateLimited, _): .rateLimited
        case (.untrusted, _): .tlsFailure
        case (.passing, _): .network
        case (.unreachable, _): .registryUnreachable
        case (_, 400?): .badRequest
        case (.unusable, _): .registryFailure
        case (nil, 409?): .conflict
        // The engine's own, or words that nobody has met yet: worth another attempt.
        case (nil, let status?) where status >= 500: .serverError(status: status)
        case (nil, _): .registryFailure
        }
    }
}

extension RegistryFailure {
    /// What a person can do about it.
    ///
    /// - Parameter host: of the registry, with its port.
    fileprivate func hint(_ host: String) -> String? {
        switch self {
        case .denied: "log in with 'docker login \(host)', or see who may use it"
        case .rateLimited: "\(host) limits how often it is asked; logging in may raise the limit"
        case .untrusted: "the engine does not trust \(host); see its certificates and insecure-registries"
        case .otherPlatforms: "\(host) has it for other platforms only"
        case .unreachable: "the engine finds no way to \(host); see its network and proxy"
        case .passing: "\(host) failed, or the connection to it broke; see whether it is well, and try again"
        case .unusable: "\(host) does not take this, or has nothing that can be used; see there"
        case .notFound: nil
        }
    }
}
