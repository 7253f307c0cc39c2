#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An address of `http` or `https`, without a user and a fragment.
struct WebAddress: Sendable, Hashable, CustomStringConvertible {
    let isTLS: Bool
    /// `host[:port]`, in lower case.
    let authority: String
    /// Path and query, encoded, from the first slash on.
    let target: String

    init(isTLS: Bool, authority: String, target: String) {
        self.isTLS = isTLS
        self.authority = authority.lowercased()
        self.target = target
    }

    /// Reads an address as servers write it.
    ///
    /// - Parameter base: what a relative one is relative to.
    /// - Returns: `nil` for another scheme, for no host, and for what is no address.
    init?(_ text: String, relativeTo base: WebAddress? = nil) {
        guard text.utf8.count <= 16 << 10,
            let url = URL(string: text, relativeTo: base.flatMap { URL(string: $0.text) })?.absoluteURL,
            let parts = URLComponents(url: url, resolvingAgainstBaseURL: true),
            let scheme = parts.scheme?.lowercased(), scheme == "https" || scheme == "http",
            let host = parts.percentEncodedHost, !host.isEmpty
        else { return nil }
        let written = parts.port.map { "\(host):\($0)" } ?? host
        guard RegistryHost.isWellFormed(written) else { return nil }
        let path = parts.percentEncodedPath.hasPrefix("/") ? parts.percentEncodedPath : "/" + parts.percentEncodedPath
        let query = parts.percentEncodedQuery.map { "?\($0)" } ?? ""
        self.init(isTLS: scheme == "https", authority: written, target: path + query)
    }

    /// The whole, for the library that sends it.
    var text: String { "\(isTLS ? "https" : "http")://\(authority)\(target)" }

    /// Without the query, which may hold a signature.
    var description: String { String(text.prefix { $0 != "?" }) }

    var host: String { RegistryHost.name(of: authority) }
    var port: Int { RegistryHost.port(of: authority) ?? (isTLS ? 443 : 80) }

    /// Whether both are on one server, as credentials see it.
    func isSameOrigin(as other: WebAddress) -> Bool {
        isTLS == other.isTLS && host == other.host && port == other.port
    }

    /// Another address on the same server.
    func at(_ target: String) -> WebAddress { WebAddress(isTLS: isTLS, authority: authority, target: target) }

    /// The same with more parameters in its query.
    func adding(_ parameters: [(name: String, value: String)]) -> WebAddress {
        guard !parameters.isEmpty else { return self }
        let query = FormText.encode(parameters)
        return at(target.contains("?") ? "\(target)&\(query)" : "\(target)?\(query)")
    }
}
