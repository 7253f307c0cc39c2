/// What an engine's message about a registry means for whoever asked.
enum RegistryFailure: Hashable {
    /// The registry has no such image.
    case notFound
    /// It has the image for other platforms only.
    case otherPlatforms
    /// It refuses, or wants a login.
    case denied
    /// It asks to slow down.
    case rateLimited
    /// Its certificate, or that it has none, is refused by the engine.
    case untrusted
    /// It failed in a way that may pass: a 5xx, a connection that broke.
    case passing
    /// The engine found no way to it: no name, no route, nobody who answers there.
    case unreachable
    /// What it has cannot be used, or it cannot be asked like this.
    case unusable
}

extension RegistryFailure {
    /// Judges a message: by what it says of layers and platforms, by the number of an HTTP status, by the registry's codes,
    /// and only then by other words.
    ///
    /// - Parameters:
    ///   - engineStatus: of the engine's own answer; `nil` for an error within a stream. Docker 20.10 answers 500 for nearly
    ///     all, Docker 28 passes a registry's status on in part, and Podman 4 answers within the stream.
    ///   - isDockerHub: whether the registry is Docker Hub, which tells a private repository and a missing one alike.
    /// - Returns: `nil` where the message says nothing of a registry.
    init?(_ message: RegistryMessage, engineStatus: Int?, isDockerHub: Bool) {
        if let found = Self.ofContents(message) ?? Self.ofStatus(message) {
            self = found
        } else if Self.isAmbiguous(message, engineStatus: engineStatus, isDockerHub: isDockerHub) {
            self = .notFound
        } else if let found = Self.ofCodes(message) {
            self = found
        } else if let found = Self.ofEngineStatus(engineStatus, message) ?? Self.ofWords(message) {
            self = found
        } else {
            return nil
        }
    }

    /// What is wrong with an image that is there.
    private static func ofContents(_ message: RegistryMessage) -> RegistryFailure? {
        let platform = [
            // Docker 20.10 to 28, both stores.
            "no matching manifest for", "no match for platform in manifest",
            // Podman 4.3 and 5.
            "no image found in manifest list for architecture", "no image found in image index for architecture",
        ]
        let spoilt = [
            // Docker 20.10 to 28, graph drivers: a layer that did not arrive whole.
            "filesystem layer verification failed",
            // The containerd store: the same, and a layer whose download failed with a 5xx.
            "unexpected commit digest",
            // Podman 4 and 5.
            "digest did not match",
        ]
        let missingLayer = [
            // Docker 20.10 to 28, graph drivers.
            "unknown blob", "blob unknown",
            // The containerd store.
            "could not fetch content descriptor",
        ]
        if message.saysAny(of: platform) { return .otherPlatforms }
        if message.saysAny(of: spoilt) { return .passing }
        // Podman: `Error fetching blob: invalid status code from registry 404`; a 5xx there may pass.
        if message.says("error fetching blob"), message.status == 404 { return .unusable }
        return message.saysAny(of: missingLayer) && (message.status ?? 0) < 500 ? .unusable : nil
    }

    /// Words of engines that speak of the server that gives tokens for a registry: the containerd store, BuildKit, Podman.
    private static let tokenServer = [
        "failed to authorize", "anonymous token", "oauth token", "bearer token", "bear token", "token auth attempt",
    ]

    private static func ofStatus(_ message: RegistryMessage) -> RegistryFailure? {
        guard let status = message.status else { return nil }
        switch status {
        case 429: return .rateLimited
        case 408, 425, 500...: return .passing
        // The token server's own 404 says nothing of the image.
        case _ where message.saysAny(of: tokenServer): return .denied
        // 402: a plan that does not include this. 451: law.
        case 401, 402, 403, 451: return .denied
        // A registry's own 404 has a code, which engines show; this one is a proxy's or a web server's.
        default: return .unusable
        }
    }

    /// The codes of https://github.com/opencontainers/distribution-spec as engines write them, of which the first counts.
    private static func ofCodes(_ message: RegistryMessage) -> RegistryFailure? {
        for (index, segment) in message.segments.enumerated() {
            switch segment {
            case "toomanyrequests": return .rateLimited
            case "manifest unknown", "name unknown": return .notFound
            case "denied", "unauthorized": return .denied
            case "unavailable": return .passing
            case "name invalid", "manifest invalid", "tag invalid", "unsupported", "manifest unverified":
                return .unusable
            case "unknown":
                if let found = ofUnknown(message, message.segments[(index + 1)...].first) { return found }
            default: continue
            }
        }
        return nil
    }

    /// Docker Hub's one answer for repositories that are private and that are not there, which is taken for the latter.
    /// Other registries that refuse have words of their own.
    private static func isAmbiguous(_ message: RegistryMessage, engineStatus: Int?, isDockerHub: Bool) -> Bool {
        // Docker 20.10 to 28, graph drivers.
        if engineStatus == 404, message.says("requested access to the resource is denied") { return true }
        guard isDockerHub else { return false }
        // The containerd store and BuildKit; Podman 4 and 5, when it pulls.
        return message.says("pull access denied") && message.says("insufficient_scope")
            || message.says("reading manifest") && message.says("requested access to the resource is denied")
    }

    /// `unknown: …` is the code of registries that have no better one, with words of their own after it; Docker 28 puts
    /// it before anything that it has no code for either.
    private static func ofUnknown(_ message: RegistryMessage, _ words: Substring?) -> RegistryFailure? {
        // Harbor: `artifact lab/x:1 not found`, `repository lab/x not found`, `project lab not found`; the names are gone.
        let subjects = ["artifact", "repository", "project"]
        if let words, words.hasSuffix("not found"), subjects.contains(where: words.hasPrefix) { return .notFound }
        // Harbor: `current image with 5 vulnerabilities cannot be pulled due to configured policy`; a page of a proxy.
        return ofWords(message) ?? .unusable
    }

    private static func ofEngineStatus(_ status: Int?, _ message: RegistryMessage) -> RegistryFailure? {
        // Docker 20.10 to 28 asked with credentials, or was asked for them.
        if message.saysAny(of: login) { return .denied }
        switch status {
        case 401, 403: return .denied
        case 404: return .notFound
        case 429: return .rateLimited
        default: return nil
        }
    }

    private static let login = [
        "no basic auth credentials", "authentication required", "incorrect username or password",
    ]

    private static func ofWords(_ message: RegistryMessage) -> RegistryFailure? {
        if message.saysAny(of: missing) { return .notFound }
        let meaning = ofPhrases(message)
        // The registry was reached; who gives its tokens was not.
        if meaning == .unreachable, message.saysAny(of: tokenServer) { return .passing }
        return meaning
    }

    private static func ofPhrases(_ message: RegistryMessage) -> RegistryFailure? {
        // The containerd store in a stream: `failed to resolve reference "h/r:t": h/r:t: not found`.
        if message.says("failed to resolve reference"), message.segments.last == "not found" { return .notFound }
        return wordings.first { message.saysAny(of: $0.phrases) }?.meaning
    }

    private static let missing = [
        // Docker 20.10 to 28 after the words of registries that have none of the codes.
        "manifest for not found", "repository not found", "repository name not known to registry",
        // A push of what the engine does not have.
        "does not exist locally", "an image does not exist locally with the tag",
    ]

    /// In this order: `TLS handshake timeout` is no lack of trust, and a certificate that is refused no refusal of ours.
    private static let wordings: [(meaning: RegistryFailure, phrases: [String])] = [
        (.rateLimited, ["toomanyrequests", "too many requests", "rate limit", "rate exceeded"]),
        (.untrusted, ["x509", "certificate", "http response to https client", "https response to http client"]),
        // Go's network errors, in all engines.
        (
            .unreachable,
            [
                "connection refused", "no such host", "dial tcp", "no route to host", "network is unreachable",
                "server misbehaving", "temporary failure in name resolution", "tls handshake timeout",
                "while waiting for connection",
            ]
        ),
        (
            .passing,
            [
                "timeout", "timed out", "connection reset", "eof", "broken pipe", "deadline exceeded",
                "request canceled", "use of closed network connection", "connection lost",
                "server closed idle connection", "bad record mac",
                // HTTP/2 between the engine and a registry behind a load balancer.
                "goaway", "stream error", "connection error",
                // Docker's graph drivers: a layer was cut off, and its rest is not to be had alone.
                "byte range request",
                // An answer that was cut off in its head.
                "transport connection broken", "malformed http", "malformed mime header",
                // A registry's own words after a code that says nothing.
                "service unavailable", "temporarily unavailable", "bad gateway", "internal server error",
                "internal error", "server error", "try again",
            ]
        ),
        (.untrusted, ["tls"]),
        (
            .denied,
            [
                "authorization failed", "unauthorized", "access denied", "forbidden", "not authorized",
                "payment required",
                "access to the resource is denied",
                // The containerd store of Docker 28, of a token server that answered 404: a registry's is a 404 of the engine's.
                "error from registry not found",
            ]
        ),
        (
            .unusable,
            [
                // Docker 20.10 to 28, graph drivers: a manifest of a type that it does not know, or of no JSON.
                "missing signature key", "unexpected end of json input", "looking for beginning of value",
                // The containerd store.
                "unexpected media type", "no longer supported",
                // Podman 4.3.
                "no fslayers in manifest", "unsupported manifest",
            ]
        ),
    ]
}
