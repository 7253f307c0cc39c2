#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What is read of docker's `config.json`. Every field may be missing or null.
package struct DockerConfigFile: Decodable, Sendable {
    /// An entry of `auths`.
    package struct AuthEntry: Decodable, Sendable {
        package var auth: String?
        package var username: String?
        package var password: String?
        package var identitytoken: String?
        package var registrytoken: String?
    }

    /// An entry of `proxies`.
    package struct Proxies: Decodable, Sendable {
        package var httpProxy: String?
        package var httpsProxy: String?
        package var noProxy: String?
        package var ftpProxy: String?
        package var allProxy: String?
    }

    /// What is wrong with a file. No word of the file is in it.
    package struct Problem: Error, Hashable {
        package let message: String
    }

    package var auths: [String: AuthEntry?]?
    package var credsStore: String?
    package var credHelpers: [String: String]?
    package var currentContext: String?
    /// By the engine's address, or `default`.
    package var proxies: [String: Proxies?]?

    /// Nothing is configured.
    package init() {}

    /// Far above any real file of docker's configuration folder, in bytes.
    package static let limit = 8 << 20

    /// Reads `config.json` in a folder. A missing file is an empty configuration.
    ///
    /// - Throws: ``Problem`` for a file that is there and cannot be read.
    package static func load(folder: String) throws(Problem) -> DockerConfigFile {
        let path = PathText.join(folder, "config.json")
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try BoundedFile.read(path, limit: limit)
        } catch {
            if error.code == .notFound { return DockerConfigFile() }
            throw Problem(message: "\(error)")
        }
        if bytes.isEmpty { return DockerConfigFile() }
        // The decoder's own words may quote the file, which holds secrets.
        guard let file = decode(bytes) else { throw Problem(message: "\(path) is no docker configuration file") }
        return file
    }

    /// A file's text; nil where it is no such file.
    package static func decode(_ text: some Sequence<UInt8>) -> DockerConfigFile? {
        try? JSONDecoder().decode(DockerConfigFile.self, from: Data(text))
    }
}
