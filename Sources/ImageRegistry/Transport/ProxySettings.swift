import AsyncHTTPClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Which proxy stands before which host, as Go's programs read it from the environment
/// (<https://pkg.go.dev/golang.org/x/net/http/httpproxy>), docker among them. Everything goes through it by `CONNECT`.
struct ProxySettings: Sendable {
    private let environment: [String: String]

    init(environment: [String: String]) { self.environment = environment }

    /// - Returns: `nil`: the host is reached directly.
    /// - Throws: where a proxy is named that cannot be one.
    func proxy(for address: WebAddress) throws(RegistryError) -> HTTPClient.Configuration.Proxy? {
        let name = address.isTLS ? "HTTPS_PROXY" : "HTTP_PROXY"
        guard let text = value(name), !isExcluded(address) else { return nil }
        let written = text.contains("://") ? text : "http://\(text)"
        guard let parts = URLComponents(string: written), let host = parts.host, !host.isEmpty else {
            throw RegistryError(.invalid, "\(name) names no proxy", host: address.authority)
        }
        switch parts.scheme?.lowercased() {
        case "http":
            let credentials = parts.user.map { user in
                HTTPClient.Authorization.basic(username: user, password: parts.password ?? "")
            }
            return .server(host: host, port: parts.port ?? 80, authorization: credentials)
        case "socks5", "socks5h":
            return .socksServer(host: host, port: parts.port ?? 1080)
        default:
            throw RegistryError(
                .invalid,
                "\(name) names a proxy of a kind that is not spoken to",
                hint: "http:// and socks5:// are",
                host: address.authority
            )
        }
    }

    private func value(_ name: String) -> String? {
        [name, name.lowercased()].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }

    /// This machine is never reached through a proxy, nor is what `NO_PROXY` names: `*`, addresses and ranges of them, names
    /// with all below them, names with a dot before them for what is below only; each but a range with a port or without.
    private func isExcluded(_ address: WebAddress) -> Bool {
        let numeric = IPAddress(address.host)
        if address.host == "localhost" || numeric?.isLoopback == true { return true }
        let entries = (value("NO_PROXY") ?? "").split { $0 == "," || $0.isWhitespace }
        return entries.contains { entry in
            if entry == "*" { return true }
            if let range = AddressRange(entry) { return numeric.map(range.contains) ?? false }
            if let numeric, IPAddress(entry) == numeric { return true }
            let entry = entry.lowercased()
            if let port = RegistryHost.port(of: entry), IPAddress(entry) == nil, port != address.port { return false }
            let name = RegistryHost.name(of: entry)
            if let numeric { return IPAddress(name) == numeric }
            let below = name.hasPrefix("*.") ? String(name.dropFirst()) : name
            return below.hasPrefix(".")
                ? address.host.hasSuffix(below)
                : address.host == below || address.host.hasSuffix(".\(below)")
        }
    }
}
