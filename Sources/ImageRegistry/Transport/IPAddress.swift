#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A numeric address: 4 bytes, or 16.
struct IPAddress: Sendable, Hashable {
    let bytes: [UInt8]

    /// Reads `10.0.0.1` or `fc00::1`; an IPv4 address in the form of IPv6 is the IPv4 address.
    init?(_ text: some StringProtocol) {
        let text = String(text)
        var narrow = in_addr()
        var wide = in6_addr()
        if inet_pton(AF_INET, text, &narrow) == 1 {
            bytes = withUnsafeBytes(of: narrow, Array.init)
        } else if inet_pton(AF_INET6, text, &wide) == 1 {
            let all = withUnsafeBytes(of: wide, Array.init)
            let isMapped = all.prefix(10).allSatisfy { $0 == 0 } && all[10] == 0xff && all[11] == 0xff
            bytes = isMapped ? Array(all[12...]) : all
        } else {
            return nil
        }
    }

    /// Whether it is of this machine: `127.0.0.0/8` or `::1`.
    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }
}

/// Addresses that begin alike, as `10.0.0.0/8` writes them.
struct AddressRange: Sendable, Hashable {
    private let start: IPAddress
    /// The bits that count.
    private let length: Int

    /// - Returns: `nil` for what is no range; a single address is none.
    init?(_ text: some StringProtocol) {
        guard let slash = text.firstIndex(of: "/"), let start = IPAddress(text[..<slash]),
            let length = Int(text[text.index(after: slash)...]), (0...start.bytes.count * 8).contains(length)
        else { return nil }
        self.start = start
        self.length = length
    }

    func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == start.bytes.count else { return false }
        return (0..<length).allSatisfy { bit in
            (address.bytes[bit / 8] ^ start.bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
        }
    }
}
