import Basics
import NIOHTTP1

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension HTTPResponseHead {
    /// What an engine's error says: `{"message": …}`, Podman's `{"cause", "message", "response"}`, or plain text.
    private struct ErrorAnswer: Decodable {
        var message: String?
        var cause: String?
    }

    var isSuccess: Bool { (200..<300).contains(status.code) }

    /// - Throws: the error that the status and the body describe, unless it is a 2xx.
    func requireSuccess(_ body: inout ResponseBody) async throws(EngineError) {
        guard !isSuccess else { return }
        throw try await failure(&body)
    }

    /// The error that a status beyond 2xx and its body describe.
    func failure(_ body: inout ResponseBody) async throws(EngineError) -> EngineError {
        let message = try await failureMessage(&body)
        // Go's HTTPS servers, of which dockerd is one.
        if message.hasPrefix("Client sent an HTTP request to an HTTPS server") {
            return EngineError(.tlsFailure, "the engine wants TLS", underlying: PlainRequestRefused())
        }
        var error = EngineError(code, message)
        error.retryAfter = retryAfter
        return error
    }

    func failureMessage(_ body: inout ResponseBody) async throws(EngineError) -> String {
        // An error message has no business being longer.
        let data = try await body.collect(limit: 1 << 20)
        if let failure = try? JSONDecoder().decode(ErrorAnswer.self, from: data),
            let message = failure.message.nonEmpty ?? failure.cause.nonEmpty
        {
            return message
        }
        let text = String(decoding: data.prefix(500), as: UTF8.self).singleLine
        return text.isEmpty ? "status \(status.code) \(status.reasonPhrase)" : text
    }

    private var code: EngineError.Code {
        switch status.code {
        case 400, 405, 406, 413, 414, 422: .badRequest
        case 401, 403: .unauthorized
        case 404: .notFound
        case 409: .conflict
        case 429: .rateLimited
        case 501: .unsupported
        case 500...599: .serverError(status: Int(status.code))
        default: .protocolViolation
        }
    }

    /// What the `Retry-After` header says.
    var retryAfter: Duration? {
        headers.first(name: "Retry-After").flatMap { RetryAfter.header($0, date: headers.first(name: "Date")) }
    }
}
