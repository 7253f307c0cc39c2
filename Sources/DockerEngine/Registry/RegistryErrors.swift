extension EngineError {
    /// What an engine's message about a registry means.
    ///
    /// Engines pass a registry's status on in words only, and answer 500 for nearly all of it; so the words decide. They
    /// are those of Docker 20.10 to 28 with both image stores and of Podman 4 and 5. A 404 before the stream is
    /// "not found" even where it says "pull access denied": Docker Hub does not tell a missing repository from a private
    /// one, and that is the engine's word for it. Only when the registry did ask for credentials is it taken for that.
    /// - Parameter status: of the answer; `nil` for an error within a stream.
    static func registry(_ message: String, status: Int?, retryAfter: Duration? = nil) -> EngineError {
        let text = message.lowercased()
        func says(_ phrases: String...) -> Bool { phrases.contains { text.contains($0) } }

        if status == 429 || says("toomanyrequests", "too many requests", "rate limit") {
            return EngineError(
                .rateLimited(retryAfter: retryAfter ?? Self.retryAfter(in: text)),
                message,
                hint: "the registry limits how often it is asked; logging in may raise the limit"
            )
        }
        if says("no basic auth credentials", "unauthorized: authentication required", "incorrect username or password")
        {
            return unauthorized(message)
        }
        if status == 404 { return EngineError(.notFound, message) }
        if says(
            "manifest unknown",
            "name unknown",
            "repository name not known",
            "manifest for",
            "does not exist locally"
        )
            || says("failed to resolve reference") && text.hasSuffix("not found")
        {
            return EngineError(.notFound, message)
        }
        if status == 401 || status == 403 || says("unauthorized", "denied", "authorization failed", "forbidden")
            || says("status 401", "status: 401", "status 403", "status: 403", "401 unauthorized")
        {
            return unauthorized(message)
        }
        if says("x509:", "certificate", "http response to https client", "tls: ") {
            return EngineError(
                .tlsFailure,
                message,
                hint: "the engine does not trust the registry; see its insecure-registries"
            )
        }
        let unreachable = says(
            "connection refused",
            "no such host",
            "dial tcp",
            "i/o timeout",
            "timeout",
            "connection reset",
            "eof",
            "server misbehaving",
            "no route to host",
            "network is unreachable",
            "broken pipe",
            "deadline exceeded",
            "request canceled",
            // An answer that was cut off in its head, or in the JSON of a manifest.
            "transport connection broken",
            "malformed http",
            "unexpected end of json input"
        )
        let failing = says(
            "status: 5",
            "status 5",
            "status code 5",
            "status 50",
            "service unavailable",
            "bad gateway",
            "internal server error",
            "gateway timeout",
            "server error"
        )
        if unreachable || failing {
            return EngineError(.network, message)
        }
        switch status {
        case 400?: return EngineError(.badRequest, message)
        case 409?: return EngineError(.conflict, message)
        case let status? where status >= 500: return EngineError(.serverError(status: status), message)
        default: return EngineError(.registryFailure, message)
        }
    }

    private static func unauthorized(_ message: String) -> EngineError {
        EngineError(.unauthorized, message, hint: "log in with 'docker login', or see who may read it")
    }

    /// `retry-after: 1.5s` in a message, as GitHub's registry writes it: a number and a unit of Go's durations.
    private static func retryAfter(in text: String) -> Duration? {
        guard let start = text.firstRange(of: "retry-after:")?.upperBound else { return nil }
        let word = text[start...].drop { $0 == " " }.prefix {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "µ")
        }
        let unit = word.drop { $0.isNumber || $0 == "." }
        guard let number = Double(word.prefix(word.count - unit.count)), number.isFinite, number >= 0 else {
            return nil
        }
        let seconds: Double
        switch unit {
        case "", "s": seconds = number
        case "m": seconds = number * 60
        case "h": seconds = number * 3600
        case "ms": seconds = number / 1000
        default: seconds = 0  // micro- and nanoseconds
        }
        return .milliseconds(Int64(min(seconds, 86400) * 1000))
    }
}
