extension RegistryAnswer {
    /// Answers that registries, token servers, proxies and web servers give.
    static let all = missing + refusals + limits + failures + broken + tokens + firstWords

    /// It is not there, in the words of each registry.
    private static let missing = [
        error("the specification: no such tag", 404, "MANIFEST_UNKNOWN", "manifest unknown", .notFound),
        error(
            "the specification: no such name",
            404,
            "NAME_UNKNOWN",
            "repository name not known to registry",
            .notFound
        ),
        error("Harbor: no such tag", 404, "NOT_FOUND", "artifact lab/base:1 not found", .notFound),
        error("Harbor: no such repository", 404, "NOT_FOUND", "repository lab/base not found", .notFound),
        error("Google: no such tag", 404, "MANIFEST_UNKNOWN", "Failed to fetch '1' from request 'x'.", .notFound),
        error(
            "Amazon: no such repository",
            404,
            "NAME_UNKNOWN",
            "The repository with name 'x' does not exist",
            .notFound
        ),
        error("Amazon: no such tag", 404, "MANIFEST_UNKNOWN", "Requested image not found", .notFound),
        error("Artifactory: no such tag", 404, "MANIFEST_UNKNOWN", "The named manifest is not known.", .notFound),
    ]

    private static let refusals = [
        error("Amazon: expired", 403, "DENIED", "Your authorization token has expired.", .refused),
        error("Amazon: a policy", 403, "DENIED", "User: x is not authorized to perform: ecr:BatchGetImage", .refused),
        error("GitLab: forbidden", 403, "DENIED", "access forbidden", .refused),
        error("GitHub: denied", 403, "DENIED", "requested access to the resource is denied", .refused),
        error(
            "Quay: unauthorized",
            401,
            "UNAUTHORIZED",
            "access to the requested resource is not authorized",
            .refused
        ),
        error(
            "Harbor: unauthorized",
            401,
            "UNAUTHORIZED",
            "unauthorized to access repository: x, action: pull",
            .refused
        ),
        page("a proxy: 401", 401, "Unauthorized", .refused),
        page("a proxy: 403", 403, "Forbidden", .refused),
        page("a plan without this: 402", 402, "Payment Required", .refused),
        error("a plan without this, JSON", 402, "DENIED", "payment required", .refused),
        page("a country: 451", 451, "Unavailable For Legal Reasons", .refused),
    ]

    /// Podman waits by itself as it is asked to, and without that for a minute.
    private static let limits = [
        error("Docker Hub: limited", 429, "TOOMANYREQUESTS", "You have reached your pull rate limit.", .limited),
        error("Amazon: limited", 429, "TOOMANYREQUESTS", "Rate exceeded", .limited),
        error("GitHub: limited", 429, "TOOMANYREQUESTS", "retry-after: 1.5ms, allowed: 44000/minute", .limited),
        RegistryAnswer(name: "no JSON: limited", status: 429, body: "slow down\n", meaning: .limited),
        page("a proxy: limited", 429, "Too Many Requests", .limited),
    ].map { $0.with("Retry-After", "1") }

    private static let failures = [
        error("the specification: 500", 500, "UNKNOWN", "internal server error", .passing),
        page("a proxy: 502", 502, "Bad Gateway", .passing),
        page("a proxy: 503", 503, "Service Temporarily Unavailable", .passing),
        page("a server's own words: 503", 503, "Out to Lunch", .passing),
        page("a proxy: 504", 504, "Gateway Time-out", .passing),
        page("a proxy: 520", 520, " ", .passing),
        page("a proxy: 524", 524, "A Timeout Occurred", .passing),
        page("a proxy: 408", 408, "Request Timeout", .passing),
        RegistryAnswer(name: "closed", manner: .close, meaning: .passing),
    ]

    /// What is there cannot be used, or did not arrive whole.
    private static let broken = [
        error("the specification: no such name can be", 404, "NAME_INVALID", "invalid repository name", .unusable),
        error(
            "Harbor: a policy",
            412,
            "PROJECTPOLICYVIOLATION",
            "image with 5 vulnerabilities cannot be pulled",
            .unusable
        ),
        page("a web server: 404", 404, "Not Found", .unusable),
        RegistryAnswer(name: "an empty 404", status: 404, meaning: .unusable),
        page("a proxy: 413", 413, "Request Entity Too Large", .unusable),
        RegistryAnswer(
            name: "no manifest",
            headers: ["Content-Type": "application/vnd.docker.distribution.manifest.v2+json"],
            body: "{",
            meaning: .unusable
        ),
        RegistryAnswer(
            name: "other platforms only",
            headers: ["Content-Type": "application/vnd.docker.distribution.manifest.list.v2+json"],
            body: otherPlatforms,
            meaning: .notFound
        ),
        error("a layer that is gone", 404, "BLOB_UNKNOWN", "blob unknown to registry", .unusable).at(.layer),
        page("a layer: 503", 503, "Service Unavailable", .passing).at(.layer),
        RegistryAnswer(name: "a layer that is spoilt", place: .layer, manner: .spoil, meaning: .passing),
        RegistryAnswer(name: "a layer that is cut off", place: .layer, manner: .cut, meaning: .passing),
        RegistryAnswer(name: "a layer: closed", place: .layer, manner: .close, meaning: .passing),
    ]

    /// Of the server that gives tokens: its 404 is not the image's. Docker's graph drivers do not tell whose it is.
    private static let tokens = [
        page("tokens: 404", 404, "Not Found", .refused).at(.token).onDocker(.unusable),
        error("tokens: 404, JSON", 404, "NOT_FOUND", "not found", .refused).at(.token).onDocker(.unusable),
        error("tokens: denied", 403, "DENIED", "denied", .refused).at(.token),
        error("tokens: wrong password", 401, "UNAUTHORIZED", "incorrect username or password", .refused).at(.token),
        error("tokens: limited", 429, "TOOMANYREQUESTS", "too many requests", .limited)
            .with("Retry-After", "1").at(.token),
        page("tokens: 500", 500, "Internal Server Error", .passing).at(.token),
    ]

    /// To the question whether there is a registry: Docker then asks for the image all the same.
    private static let firstWords = [
        page("at first: 503", 503, "Service Unavailable", .passing).at(.ping).onDocker(.passedOver),
        page("at first: 403", 403, "Forbidden", .refused).at(.ping).onDocker(.passedOver),
        error("at first: limited", 429, "TOOMANYREQUESTS", "too many requests", .limited)
            .with("Retry-After", "1").at(.ping).onDocker(.passedOver),
    ]

    /// A list of one manifest, for a platform that no machine of ours has.
    private static let otherPlatforms = """
        {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.list.v2+json", "manifests": [
        {"mediaType": "application/vnd.docker.distribution.manifest.v2+json", "size": 500,
        "digest": "sha256:\(String(repeating: "a", count: 64))", "platform": {"os": "linux", "architecture": "s390x"}}]}
        """
}
