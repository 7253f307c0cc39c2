import Basics
import NIOHTTP1

/// One request to the engine. A connection carries one and is closed.
struct Request: Sendable {
    enum Body: Sendable {
        case empty
        case archive(ContextArchive)
    }

    var method: HTTPMethod
    /// Percent-encoded, without the version.
    var path: String
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    var body: Body = .empty
    /// Hears how many bytes of the body have been sent, from time to time.
    var onSent: (@Sendable (Int64) -> Void)?
    /// How long nothing may move in either direction.
    var idleLimit: Duration?
    /// How long the whole exchange may take.
    var timeLimit: Duration?

    /// For messages: the query is left out, as build arguments stand in it.
    var label: String { "\(method.rawValue) \(path)" }

    /// The head to send.
    func head(host: String, version: APIVersion?) -> HTTPRequestHead {
        var uri = (version.map { "/v\($0)" } ?? "") + path
        if !query.isEmpty {
            uri += "?" + query.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        }
        var fields = HTTPHeaders([("Host", host), ("User-Agent", "imagebuilder"), ("Connection", "close")])
        for header in headers { fields.add(name: header.name, value: header.value) }
        switch body {
        case .empty:
            if method == .POST { fields.add(name: "Content-Length", value: "0") }
        case .archive:
            fields.add(name: "Content-Type", value: "application/x-tar")
            fields.add(name: "Transfer-Encoding", value: "chunked")
        }
        return HTTPRequestHead(version: .http1_1, method: method, uri: uri, headers: fields)
    }
}
