#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What this module reads of docker's `config.json`. Every field may be missing or null.
struct DockerConfigFile: Decodable, Sendable {
    struct Entry: Decodable, Sendable {
        var auth: String?
        var username: String?
        var password: String?
        var identitytoken: String?
    }

    var auths: [String: Entry?]?
    var credsStore: String?
    var credHelpers: [String: String]?
    var currentContext: String?

    /// Reads `config.json` in a folder. A missing file is an empty configuration.
    /// - Throws: `EngineError` `.badConfiguration` for a file that is there and cannot be read.
    static func load(folder: String) throws(EngineError) -> DockerConfigFile {
        let path = "\(folder)/config.json"
        guard let data = try SmallFile.read(path) else { return DockerConfigFile() }
        guard !data.isEmpty else { return DockerConfigFile() }
        do {
            return try JSONDecoder().decode(DockerConfigFile.self, from: data)
        } catch {
            // The decoder's own words may quote the file, which holds secrets.
            throw EngineError(.badConfiguration, "\(path) is not a docker configuration file")
        }
    }
}

/// Configuration files: small, or not what they seem.
enum SmallFile {
    /// Far above any real docker configuration file.
    static let limit = 8 << 20

    /// - Returns: the content; `nil` if there is no such file.
    static func read(_ path: String) throws(EngineError) -> Data? {
        let manager = FileManager.default
        var isFolder = false
        #if canImport(FoundationEssentials)
            let exists = manager.fileExists(atPath: path, isDirectory: &isFolder)
        #else
            var flag: ObjCBool = false
            let exists = manager.fileExists(atPath: path, isDirectory: &flag)
            isFolder = flag.boolValue
        #endif
        guard exists else { return nil }
        guard !isFolder else { throw EngineError(.badConfiguration, "\(path) is a folder, not a file") }
        if let size = (try? manager.attributesOfItem(atPath: path))?[.size] as? UInt64, size > limit {
            throw EngineError(.badConfiguration, "\(path) is larger than \(limit) bytes")
        }
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
            throw EngineError(.badConfiguration, "\(path) cannot be read")
        }
        return data
    }
}
