import Basics

extension DockerConfiguration {
    /// The engine that `docker` itself would talk to.
    ///
    /// In this order: `DOCKER_HOST`; the context that `DOCKER_CONTEXT` names; the current context of the docker
    /// configuration (`currentContext` in `config.json`); else `/var/run/docker.sock`. The order is docker's own
    /// (https://docs.docker.com/engine/manage-resources/contexts/). Blanks around a `DOCKER_HOST` do not count.
    ///
    /// With `DOCKER_HOST=tcp://…`, `DOCKER_TLS_VERIFY` turns TLS on, and `DOCKER_TLS` does so without verifying whom it
    /// talks to; each by any text but none, as docker has it. The files are `ca.pem`, which verifying takes, and `cert.pem`
    /// with `key.pem`, in `DOCKER_CERT_PATH`, default the configuration folder.
    ///
    /// Reads a few small files; blocks no longer than that takes.
    /// - Throws: `EngineError` `.badConfiguration`, if what is named cannot be read. A missing configuration is no error.
    public func endpoint() throws(EngineError) -> EngineEndpoint {
        if let host = environment["DOCKER_HOST"].map({ $0.trimmingBlanks }).nonEmpty {
            let certificates = environment["DOCKER_CERT_PATH"].nonEmpty ?? folder
            let verifies = environment["DOCKER_TLS_VERIFY"].nonEmpty != nil
            let usesTLS = verifies || environment["DOCKER_TLS"].nonEmpty != nil
            let endpoint = try EngineEndpoint.parse(
                host,
                tls: usesTLS ? TLSSettings(inFolder: certificates, verifies: verifies) : nil
            )
            if usesTLS, case .tcp(_, _, let settings?) = endpoint {
                try settings.requireFiles(inFolder: certificates)
            }
            return endpoint
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

    /// - Throws: where a file is missing without which another would be trusted than the user asked for, or nobody.
    fileprivate func requireFiles(inFolder folder: String) throws(EngineError) {
        var missing: String?
        if verifies, authorityPath == nil { missing = "ca.pem" }
        if certificatePath == nil, keyPath != nil { missing = "cert.pem" }
        if certificatePath != nil, keyPath == nil { missing = "key.pem" }
        guard let missing else { return }
        throw EngineError(
            .badConfiguration,
            "there is no \(PathText.join(folder, missing)), which TLS to the engine takes",
            hint: "DOCKER_CERT_PATH names the folder of ca.pem, cert.pem and key.pem"
        )
    }
}

extension String {
    /// Without blanks and line ends at either end.
    var trimmingBlanks: String {
        var text = self[...].drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
