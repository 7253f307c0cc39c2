import Basics

/// Names of registries, and what they are called where.
enum RegistryHost {
    static func isDockerHub(_ registry: String) -> Bool { DockerHub.names.contains(registry) }

    /// What docker keeps a registry's credentials under.
    static func credentialsKey(of registry: String) -> String {
        isDockerHub(registry) ? DockerHub.credentialsKey : registry
    }

    /// The host and port that its interface answers at.
    static func interface(of registry: String) -> String { isDockerHub(registry) ? DockerHub.interface : registry }

    /// The name or the address without the port; an IPv6 address without its brackets.
    static func name(of authority: String) -> String {
        if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }) }
        return String(authority.prefix { $0 != ":" })
    }

    /// The port, where one is written.
    static func port(of authority: String) -> Int? {
        let rest = authority.hasPrefix("[") ? authority.drop { $0 != "]" }.dropFirst() : authority.drop { $0 != ":" }
        return Int(rest.dropFirst())
    }

    /// A host name, an IPv4 address or an IPv6 address in brackets, with an optional port.
    static func isWellFormed(_ authority: String) -> Bool {
        let name: Substring
        let rest: Substring
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            name = authority[..<end].dropFirst()
            rest = authority[end...].dropFirst()
            guard name.contains(":"), name.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return false }
        } else {
            name = authority.prefix { $0 != ":" }
            rest = authority[name.endIndex...]
            guard name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isHostPart) else {
                return false
            }
        }
        guard let colon = rest.first else { return true }
        return colon == ":" && rest.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
            && (1...65535).contains(Int(rest.dropFirst()) ?? 0)
    }

    private static func isHostPart(_ part: Substring) -> Bool {
        guard let first = part.first, let last = part.last, first != "-", last != "-" else { return false }
        return part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }
}
