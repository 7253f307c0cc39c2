import NIOHTTP1

/// One request, and what its answer may be.
struct ExchangeRequest: Sendable {
    var method: HTTPMethod
    var address: WebAddress
    var headers: [(name: String, value: String)] = []
    var body: [UInt8]?
    /// The value of `Authorization`. It is sent to this very server only.
    var authorization: String?
    /// The most bytes that are taken of the body of a good answer.
    var limit = 1 << 20
    /// Whether a redirect is gone after. Token servers' are not: credentials would go along, or the answer come from elsewhere.
    var followsRedirects = false

    init(_ method: HTTPMethod, _ address: WebAddress) {
        self.method = method
        self.address = address
    }

    /// Of whose login it is; no message may repeat any of it.
    var loginSecrets: [String] = []

    /// What no message may repeat.
    var secrets: [String] {
        let shown = authorization.map { [$0] + $0.split(separator: " ").dropFirst().map(String.init) } ?? []
        return shown + loginSecrets
    }
}
