import Basics

extension DockerConfiguration {
    /// The proxies that docker gives to every build, by the names of docker's predefined arguments, each in upper and in
    /// lower case: `HTTP_PROXY`, `http_proxy`, …. Empty where `config.json` names none.
    ///
    /// The `proxies` of `config.json` are those of the engine's address as `docker` writes it (`DOCKER_HOST`, or the
    /// context's), else `default`: <https://docs.docker.com/engine/cli/proxy/>. A value may hold a password.
    public func proxyArguments(for endpoint: EngineEndpoint) -> [String: String] {
        let named = file.proxies ?? [:]
        let address = environment["DOCKER_HOST"].map(\.trimmingBlanks).nonEmpty ?? endpoint.description
        guard let proxies = named[address] ?? named[endpoint.description] ?? named["default"] ?? nil else { return [:] }
        let values = [
            "HTTP_PROXY": proxies.httpProxy, "HTTPS_PROXY": proxies.httpsProxy, "NO_PROXY": proxies.noProxy,
            "FTP_PROXY": proxies.ftpProxy, "ALL_PROXY": proxies.allProxy,
        ]
        var arguments: [String: String] = [:]
        for (name, value) in values {
            guard let value = value.nonEmpty else { continue }
            arguments[name] = value
            arguments[name.lowercased()] = value
        }
        return arguments
    }
}
