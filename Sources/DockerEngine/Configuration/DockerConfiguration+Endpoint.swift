import Basics

extension DockerConfiguration {
    /// The engine that `docker` itself would talk to.
    ///
    /// In this order: `DOCKER_HOST`; the context that `DOCKER_CONTEXT` names; the current context of the docker
    /// configuration (`currentContext` in `config.json`); else `/var/run/docker.sock`. The order is docker's own
    /// (https://docs.docker.com/engine/manage-resources/contexts/). With `DOCKER_HOST=tcp://…`, `DOCKER_TLS_VERIFY` (any
    /// text but none) turns TLS on, its files `ca.pem`, `cert.pem` and `key.pem` in `DOCKER_CERT_PATH`, default the
    /// configuration folder.
    ///
    /// Reads a few small files; blocks no longer than that takes.
    /// - Throws: `EngineError` `.badConfiguration`, if what is named cannot be read. A missing configuration is no error.
    public func endpoint() throws(EngineError) -> EngineEndpoint {
        if let host = environment["DOCKER_HOST"].nonEmpty {
            var tls: TLSSettings?
            if environment["DOCKER_TLS_VERIFY"].nonEmpty != nil {
                tls = TLSSettings(inFolder: environment["DOCKER_CERT_PATH"].nonEmpty ?? folder, verifies: true)
            }
            return try EngineEndpoint.parse(host, tls: tls)
        }
        guard let name = environment["DOCKER_CONTEXT"].nonEmpty ?? file.currentContext.nonEmpty, name != "default"
        else {
            return .standard
        }
        return try DockerContext.endpoint(named: name, configuration: folder)
    }
}

extension TLSSettings {
    /// The three files under docker's names for them, as far as they exist.
    init(inFolder folder: String, verifies: Bool) {
        func path(_ file: String) -> String? {
            let path = PathText.join(folder, file)
            return DiskPath.exists(path) ? path : nil
        }
        self.init(
            authorityPath: path("ca.pem"),
            certificatePath: path("cert.pem"),
            keyPath: path("key.pem"),
            verifies: verifies
        )
    }
}
