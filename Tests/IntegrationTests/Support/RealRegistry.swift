import Crypto
import Foundation
import ImageRegistry
import Logging
import TestSupport
import Testing

/// A registry of Debian's, started for one test on a port of its own.
struct RealRegistry: Sendable {
    static let isThere = path("docker-registry") != nil || TestEngine.environment["CI"] == "true"
    static let hasOracle = path("skopeo") != nil || TestEngine.environment["CI"] == "true"
    static let comment: Comment = "no docker-registry: scripts/engine start installs it"

    let port: Int
    let folder: TemporaryFolder

    var address: String { "127.0.0.1:\(port)" }

    /// - Parameter settings: lines of its configuration beside address and storage, such as `auth: …`.
    static func run<Value: Sendable>(
        host: String = "127.0.0.1",
        http: String = "",
        settings: @Sendable (TemporaryFolder) async throws -> String = { _ in "" },
        _ body: @escaping @Sendable (RealRegistry) async throws -> Value
    ) async throws -> Value {
        try await withTemporaryFolder { folder in
            let more = try await settings(folder)
            let http = http.replacingOccurrences(of: "FOLDER", with: folder.root)
            try folder.write(
                "registry.yml",
                """
                version: 0.1
                log: {level: info, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: '\(folder.path("data"))'}, delete: {enabled: true}}
                http: {addr: '\(host):0', secret: test\(http)}
                \(more)
                """
            )
            let command = "exec docker-registry serve '\(folder.path("registry.yml"))' 2>&1"
            return try await Program.beside(["sh", "-c", command], in: "/", ready: "listening on ") { said in
                let address = said.components(separatedBy: "listening on ")[1].prefix { !"\",".contains($0) }
                let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
                return try await body(RealRegistry(port: port, folder: folder))
            }
        }
    }

    func client(
        _ options: RegistryOptions = RegistryOptions(certificateFolders: []),
        login: RegistryLogin? = nil,
        _ body: (RegistryClient) async throws -> Void
    ) async throws {
        let client = RegistryClient(options: options, logger: Logger(label: "test")) { _ in login }
        do {
            try await body(client)
            await client.shutdown()
        } catch {
            await client.shutdown()
            throw error
        }
    }

    func reference(_ repository: String, tag: String = "1") -> RegistryReference {
        RegistryReference(registry: address, repository: repository, tag: tag)
    }

    /// This machine's own name, which is not one of those that need not prove who they are; `nil` where it leads nowhere.
    static let ownName: String? = {
        let name = ProcessInfo.processInfo.hostName
        var found: UnsafeMutablePointer<addrinfo>?
        guard name != "localhost", !name.contains(":"), getaddrinfo(name, nil, nil, &found) == 0 else { return nil }
        freeaddrinfo(found)
        return name
    }()

    static func path(_ program: String) -> String? {
        let folders = (TestEngine.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
