import Basics

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

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
            guard let bytes = try contents(of: PathText.join(meta, "\(folder)/meta.json")),
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

    /// The content of a file in docker's configuration folder; `nil` where there is none.
    ///
    /// - Throws: `EngineError` `.badConfiguration` for one that is there and cannot be read.
    private static func contents(of path: String) throws(EngineError) -> [UInt8]? {
        do throws(FileError) {
            return try BoundedFile.read(path, limit: DockerConfigFile.limit)
        } catch {
            if error.code == .notFound { return nil }
            throw EngineError(.badConfiguration, "\(error)", underlying: error)
        }
    }
}
