import Basics
public import DockerEngine
import Foundation
public import ManifestKit

/// The attachables of a build: what it may ask for while it runs, read and ready to be given.
public struct BuildAttachables: Sendable {
    public var secrets: [BuildSecret] = []
    public var agents: [AgentSocket] = []

    public init() {}

    /// Reads the values of secrets, and finds the sockets of agents.
    ///
    /// - Parameter environment: where variables are looked up, `SSH_AUTH_SOCK` among them.
    /// - Throws: for a file that cannot be read or is longer than BuildKit takes, a variable that is not set, and a socket that is none.
    ///   The message names the secret or agent; it never holds a value.
    public init(
        secrets: [SecretSource],
        agents: [AgentSource],
        environment: [String: String]
    ) throws(BuildAttachableError) {
        for source in secrets { self.secrets.append(try Self.secret(source, environment)) }
        for source in agents { self.agents.append(try Self.agent(source, environment)) }
    }

    /// The attachables of both; those of `other` win where an id is in both.
    func merging(_ other: BuildAttachables) -> BuildAttachables {
        var merged = other
        merged.secrets += secrets.filter { mine in !other.secrets.contains { $0.id == mine.id } }
        merged.agents += agents.filter { mine in !other.agents.contains { $0.id == mine.id } }
        return merged
    }

    private static func secret(
        _ source: SecretSource,
        _ environment: [String: String]
    ) throws(BuildAttachableError) -> BuildSecret {
        let value: [UInt8]
        switch source.place {
        case .variable(let name):
            guard let text = environment[name] else {
                throw BuildAttachableError("the variable \(name) of secret '\(source.id)' is not set")
            }
            value = Array(text.utf8)
        case .file(let path): value = try contents(of: path, source.id)
        case .either(let name):
            if let text = environment[name] {
                value = Array(text.utf8)
            } else {
                value = try contents(of: name, source.id)
            }
        }
        guard value.count <= BuildSecret.sizeLimit else {
            throw tooLong(source.id)
        }
        return BuildSecret(id: source.id, value: value)
    }

    private static func tooLong(_ id: String) -> BuildAttachableError {
        BuildAttachableError("secret '\(id)' is longer than \(BuildSecret.sizeLimit) bytes, the most a build takes")
    }

    /// It need not be a plain file: a shell's `<(command)` is a pipe.
    private static func contents(of path: String, _ id: String) throws(BuildAttachableError) -> [UInt8] {
        do throws(FileError) {
            return try BoundedFile.read(path, limit: BuildSecret.sizeLimit, kind: .any)
        } catch {
            guard error.code != .tooLarge(limit: BuildSecret.sizeLimit) else { throw tooLong(id) }
            throw BuildAttachableError(
                "\(path), the file of secret '\(id)', cannot be read",
                hint: "check that it is there and that you may read it"
            )
        }
    }

    private static func agent(
        _ source: AgentSource,
        _ environment: [String: String]
    ) throws(BuildAttachableError) -> AgentSocket {
        guard let path = source.socket ?? environment["SSH_AUTH_SOCK"], !path.isEmpty else {
            throw BuildAttachableError(
                "there is no ssh agent for '\(source.id)': SSH_AUTH_SOCK is not set",
                hint: "start one: eval $(ssh-agent)"
            )
        }
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw BuildAttachableError("\(path), the socket of ssh agent '\(source.id)', is not there")
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw BuildAttachableError(
                "\(path), given as ssh agent '\(source.id)', is no socket",
                hint: "keys are not read; add them to an agent with ssh-add"
            )
        }
        return AgentSocket(id: source.id, path: path)
    }
}
