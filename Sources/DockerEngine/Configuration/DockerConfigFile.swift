import Basics

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What this module reads of docker's `config.json`. Every field may be missing or null.
struct DockerConfigFile: Decodable, Sendable {
    struct AuthEntry: Decodable, Sendable {
        var auth: String?
        var username: String?
        var password: String?
        var identitytoken: String?
        var registrytoken: String?
    }

    struct Proxies: Decodable, Sendable {
        var httpProxy: String?
        var httpsProxy: String?
        var noProxy: String?
        var ftpProxy: String?
        var allProxy: String?
    }

    var auths: [String: AuthEntry?]?
    var credsStore: String?
    var credHelpers: [String: String]?
    var currentContext: String?
    /// By the engine's address, or `default`.
    var proxies: [String: Proxies?]?

    /// Reads `config.json` in a folder. A missing file is an empty configuration.
    /// - Throws: `EngineError` `.badConfiguration` for a file that is there and cannot be read.
    static func load(folder: String) throws(EngineError) -> DockerConfigFile {
        let path = PathText.join(folder, "config.json")
        guard let bytes = try contents(of: path), !bytes.isEmpty else { return DockerConfigFile() }
        do {
            return try JSONDecoder().decode(DockerConfigFile.self, from: Data(bytes))
        } catch {
            // The decoder's own words may quote the file, which holds secrets.
            throw EngineError(.badConfiguration, "\(path) is no docker configuration file")
        }
    }

    /// Far above any real file of docker's configuration folder, in bytes.
    private static let limit = 8 << 20

    /// The content of a file in docker's configuration folder; `nil` where there is none.
    ///
    /// - Throws: `EngineError` `.badConfiguration` for one that is there and cannot be read.
    static func contents(of path: String) throws(EngineError) -> [UInt8]? {
        do throws(FileError) {
            return try BoundedFile.read(path, limit: limit)
        } catch {
            if error.code == .notFound { return nil }
            throw EngineError(.badConfiguration, "\(error)", underlying: error)
        }
    }
}
