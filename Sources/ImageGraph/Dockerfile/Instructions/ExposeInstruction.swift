/// `EXPOSE port …`: ports that a container listens on.
public struct ExposeInstruction: Hashable, Sendable {
    /// As written, at least one; an expanded one may be several.
    public let ports: [String]

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        try syntax.refuseFlags()
        ports = syntax.arguments
        try InstructionSyntax.require(!ports.isEmpty, "EXPOSE needs at least one port")
    }

    /// Checks one port after expansion: `8080`, `7000-7010/udp`, or with a host port in front.
    ///
    /// Source: BuildKit's `convert_expose.go`; an IP address in front of the host port is not looked at here.
    static func check(port text: String) throws(SyntaxProblem) {
        let failure = SyntaxProblem(
            .invalidSyntax,
            "\(text) is no port to expose",
            hint: "such as 80, 53/udp or 7000-7010"
        )
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let last = parts.last else { throw failure }
        let container = last.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let range = container.first, let ports = Self.range(range) else { throw failure }
        if container.count == 2 {
            guard ["", "tcp", "udp", "sctp"].contains(container[1].lowercased()) else { throw failure }
        }
        guard parts.count > 1, !parts[parts.count - 2].isEmpty else { return }
        guard let host = Self.range(parts[parts.count - 2]), ports.count == 1 || ports.count == host.count else {
            throw failure
        }
    }

    private static func range(_ text: Substring) -> ClosedRange<UInt16>? {
        func port(_ text: Substring) -> UInt16? { text.utf8.allSatisfy(\.isDigit) ? UInt16(text) : nil }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count <= 2, let first = ends.first.flatMap(port), let last = ends.last.flatMap(port), first <= last
        else { return nil }
        return first...last
    }
}
