/// How much a host has to prove.
enum HostSecurity: Sendable, Hashable {
    /// TLS with a certificate that is trusted.
    case trusted
    /// TLS with any certificate, or none at all where it speaks no TLS.
    case insecure
    /// No TLS.
    case plain

    /// As docker judges it (`registry/config.go` of moby: loopback and the insecure registries).
    init(of authority: String, options: RegistryOptions) {
        let name = RegistryHost.name(of: authority).lowercased()
        let address = IPAddress(name)
        let isNamed = options.insecureRegistries.contains { entry in
            if let range = AddressRange(entry) { return address.map(range.contains) ?? false }
            return entry.lowercased() == authority.lowercased() || entry.lowercased() == name
        }
        if options.plainRegistries.contains(authority) {
            self = .plain
        } else {
            self = isNamed || name == "localhost" || address?.isLoopback == true ? .insecure : .trusted
        }
    }
}
