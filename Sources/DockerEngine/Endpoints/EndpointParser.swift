extension EngineEndpoint {
    /// Reads an address as `DOCKER_HOST` and docker contexts write it: `unix:///path`, `tcp://host[:port]`,
    /// `http://` and `https://` likewise, `ssh://[user@]host[:port][/socket]`, or `host:port`.
    ///
    /// - Parameter tls: used for `tcp://`; an `https://` address has TLS in any case.
    /// - Throws: `EngineError` `.badConfiguration` for anything else. No port means 2375, with TLS 2376, as docker has it.
    static func parse(_ text: String, tls: TLSSettings?) throws(EngineError) -> EngineEndpoint {
        let scheme: String
        let rest: Substring
        if let range = text.firstRange(of: "://") {
            scheme = text[..<range.lowerBound].lowercased()
            rest = text[range.upperBound...]
        } else {
            scheme = "tcp"
            rest = text[...]
        }
        switch scheme {
        case "unix":
            guard rest.hasPrefix("/") else { throw invalid(text, "a unix socket needs an absolute path") }
            return .unix(path: String(rest))
        case "tcp", "http", "https":
            let secure =
                scheme == "https" ? tls ?? TLSSettings(authorityPath: nil, certificatePath: nil, keyPath: nil) : tls
            let address = try Authority(rest, of: text)
            guard address.user == nil else { throw invalid(text, "a TCP address takes no user") }
            guard address.path.isEmpty || address.path == "/" else {
                throw invalid(text, "a TCP address takes no path")
            }
            let host = address.host.isEmpty ? "localhost" : address.host
            return .tcp(host: host, port: address.port ?? (secure == nil ? 2375 : 2376), tls: secure)
        case "ssh":
            let address = try Authority(rest, of: text)
            guard !address.host.isEmpty, !address.host.hasPrefix("-"), address.user?.hasPrefix("-") != true else {
                throw invalid(text, "no host")
            }
            let socket = address.path.isEmpty || address.path == "/" ? nil : address.path
            return .ssh(SSHTarget(user: address.user, host: address.host, port: address.port, socketPath: socket))
        default:
            throw invalid(text, "\(scheme):// is not supported")
        }
    }

    private static func invalid(_ text: String, _ why: String) -> EngineError {
        // An address that might hold a password is not repeated.
        let shown = text.contains("@") ? "the engine's address" : "the engine's address '\(text)'"
        return EngineError(
            .badConfiguration,
            "\(shown) cannot be used: \(why)",
            hint: "unix:///path, tcp://host:port or ssh://user@host; see DOCKER_HOST and 'docker context ls'"
        )
    }

    /// `[user@]host[:port][/path]`, the host in brackets if it is an IPv6 address.
    private struct Authority {
        var user: String?
        var host: String
        var port: Int?
        var path: String

        init(_ rest: Substring, of text: String) throws(EngineError) {
            let slash = rest.firstIndex(of: "/") ?? rest.endIndex
            path = String(rest[slash...])
            var address = rest[..<slash]
            if let at = address.lastIndex(of: "@") {
                let name = address[..<at]
                guard !name.contains(":") else { throw invalid(text, "it must not hold a password") }
                user = String(name)
                address = address[address.index(after: at)...]
            }
            var portText: Substring?
            if address.hasPrefix("[") {
                guard let close = address.firstIndex(of: "]") else { throw invalid(text, "a bracket is not closed") }
                host = String(address[address.index(after: address.startIndex)..<close])
                let tail = address[address.index(after: close)...]
                guard tail.isEmpty || tail.hasPrefix(":") else { throw invalid(text, "text follows the bracket") }
                portText = tail.isEmpty ? nil : tail.dropFirst()
            } else if let colon = address.firstIndex(of: ":") {
                host = String(address[..<colon])
                portText = address[address.index(after: colon)...]
            } else {
                host = String(address)
            }
            guard host.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7f }) else {
                throw invalid(text, "the host is no name")
            }
            if let portText {
                guard let number = UInt16(portText), number > 0 else { throw invalid(text, "the port is no number") }
                port = Int(number)
            }
        }
    }
}
