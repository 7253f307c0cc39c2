import NIOHTTP1

extension DockerClient {
    /// `GET /version`, without a version in its path.
    private struct VersionAnswer: Decodable, Sendable {
        struct VersionComponent: Decodable, Sendable {
            var name: String?

            private enum CodingKeys: String, CodingKey {
                case name = "Name"
            }
        }

        var version: String?
        var apiVersion: String?
        var minAPIVersion: String?
        var os: String?
        var arch: String?
        var components: [VersionComponent]?

        private enum CodingKeys: String, CodingKey {
            case version = "Version"
            case apiVersion = "ApiVersion"
            case minAPIVersion = "MinAPIVersion"
            case os = "Os"
            case arch = "Arch"
            case components = "Components"
        }
    }

    /// Asks for a sign of life, without negotiating anything. Maps to `GET /_ping`.
    ///
    /// - Throws: `.unreachable`, `.permissionDenied`, `.tlsFailure` and the like where nothing answers as it should.
    public func ping() async throws(EngineError) {
        let request = Request(method: .GET, path: "/_ping", timeLimit: timeouts.connect)
        try await transport.exchange(request, version: nil) { head, body throws(EngineError) in
            try await head.requireSuccess(&body)
        }
    }

    func askVersion() async throws(EngineError) -> EngineVersion {
        let ping = Request(method: .GET, path: "/_ping", timeLimit: timeouts.answer)
        // The least that every engine answers; it tells an engine from some other server.
        let podman = try await transport.exchange(ping, version: nil) { head, body throws(EngineError) in
            try await head.requireSuccess(&body)
            return head.headers.contains(name: "Libpod-Api-Version")
        }
        let request = Request(method: .GET, path: "/version", timeLimit: timeouts.answer)
        let answer = try await transport.exchange(request, version: nil) { head, body throws(EngineError) in
            try await head.requireSuccess(&body)
            return try Self.decode(VersionAnswer.self, try await body.collect(limit: 1 << 20))
        }
        let isPodman = podman || answer.components?.contains { $0.name == "Podman Engine" } == true
        return try Self.settle(answer, isPodman: isPodman, at: endpoint)
    }

    private static func settle(_ answer: VersionAnswer, isPodman: Bool, at endpoint: EngineEndpoint)
        throws(EngineError) -> EngineVersion
    {
        guard let text = answer.apiVersion, let newest = APIVersion(text) else {
            throw EngineError(
                .protocolViolation,
                "what answers at \(endpoint) names no API version",
                endpoint: endpoint.description
            )
        }
        let oldest = answer.minAPIVersion.flatMap { APIVersion($0) } ?? APIVersion(major: 1, minor: 12)
        let name = "the engine at \(endpoint) (\(answer.version ?? "unknown version"))"
        guard newest >= .oldestSupported else {
            throw EngineError(
                .tooOld,
                "\(name) speaks API \(newest); \(APIVersion.oldestSupported) is needed",
                hint: "Docker 20.10 or newer",
                endpoint: endpoint.description
            )
        }
        guard oldest <= .newestSupported else {
            throw EngineError(
                .tooNew,
                "\(name) wants API \(oldest) or newer; this program speaks \(APIVersion.newestSupported)",
                hint: "a newer version of this program",
                endpoint: endpoint.description
            )
        }
        return EngineVersion(
            version: answer.version ?? "",
            apiVersion: min(newest, .newestSupported),
            minAPIVersion: oldest,
            os: answer.os ?? "",
            architecture: answer.arch ?? "",
            kind: isPodman ? .podman : .docker
        )
    }
}
