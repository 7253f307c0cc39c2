import Basics

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension EngineEndpoint {
    /// The engine that `docker` itself would talk to.
    ///
    /// In this order: `DOCKER_HOST`; the context that `DOCKER_CONTEXT` names; the current context of the docker
    /// configuration (`currentContext` in `config.json` under `DOCKER_CONFIG`, default `~/.docker`); else
    /// `/var/run/docker.sock`. The order is docker's own (https://docs.docker.com/engine/manage-resources/contexts/).
    /// With `DOCKER_HOST=tcp://…`, `DOCKER_TLS_VERIFY` (any text but none) turns TLS on, its files `ca.pem`, `cert.pem`
    /// and `key.pem` in `DOCKER_CERT_PATH`, default the configuration folder.
    ///
    /// Reads a few small files; blocks no longer than that takes.
    /// - Throws: `EngineError` `.badConfiguration`, if what is named cannot be read. A missing configuration is no error.
    public static func resolve(environment: [String: String], homeFolder: String) throws(EngineError)
        -> EngineEndpoint
    {
        let configuration = environment["DOCKER_CONFIG"].nonEmpty ?? PathText.join(homeFolder, ".docker")
        if let host = environment["DOCKER_HOST"].nonEmpty {
            var tls: TLSSettings?
            if environment["DOCKER_TLS_VERIFY"].nonEmpty != nil {
                let folder = environment["DOCKER_CERT_PATH"].nonEmpty ?? configuration
                tls = TLSSettings(inFolder: folder, verifies: true)
            }
            return try parse(host, tls: tls)
        }
        var name = environment["DOCKER_CONTEXT"].nonEmpty
        if name == nil { name = try DockerConfigFile.load(folder: configuration).currentContext.nonEmpty }
        guard let name, name != "default" else { return .standard }
        return try DockerContext.endpoint(named: name, configuration: configuration)
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

/// A docker context: `contexts/meta/X/meta.json` and `contexts/tls/X/docker/*.pem`, where X is made from the name.
/// The name stands in `meta.json` too, and is looked for there.
enum DockerContext {
    private struct Metadata: Decodable {
        var name: String?
        var endpoints: [String: Endpoint]?

        enum CodingKeys: String, CodingKey {
            case name = "Name"
            case endpoints = "Endpoints"
        }

        struct Endpoint: Decodable {
            var host: String?
            var skipTLSVerify: Bool?

            enum CodingKeys: String, CodingKey {
                case host = "Host"
                case skipTLSVerify = "SkipTLSVerify"
            }
        }
    }

    static func endpoint(named name: String, configuration: String) throws(EngineError) -> EngineEndpoint {
        let meta = PathText.join(configuration, "contexts/meta")
        for folder in (try? DiskPath.names(in: meta)) ?? [] {
            guard let bytes = try DockerConfigFile.contents(of: PathText.join(meta, "\(folder)/meta.json")),
                let context = try? JSONDecoder().decode(Metadata.self, from: Data(bytes)), context.name == name
            else { continue }
            guard let endpoint = context.endpoints?["docker"], let host = endpoint.host.nonEmpty else {
                throw EngineError(.badConfiguration, "the docker context '\(name)' names no engine")
            }
            let files = TLSSettings(
                inFolder: PathText.join(configuration, "contexts/tls/\(folder)/docker"),
                verifies: endpoint.skipTLSVerify != true
            )
            let usesTLS = files.authorityPath != nil || files.certificatePath != nil || !files.verifies
            return try EngineEndpoint.parse(host, tls: usesTLS ? files : nil)
        }
        throw EngineError(
            .badConfiguration,
            "there is no docker context '\(name)'",
            hint: "see 'docker context ls', DOCKER_CONTEXT and currentContext in \(configuration)/config.json"
        )
    }
}

extension String? {
    /// `nil` for an empty text too, as docker treats its environment variables.
    var nonEmpty: String? { flatMap { $0.isEmpty ? nil : $0 } }
}
