/// An ssh agent that builds may talk to, in docker's own grammar: `default` or `NAME`, or either with `=SOCKET`.
///
/// Docker takes files with private keys as well, which it loads into an agent of its own. That is not done here: a real agent holds keys
/// better.
public struct AgentSource: Sendable, Hashable {
    /// What `id=` of a mount says; `default` for a mount that says nothing.
    public let id: String
    /// The agent's socket as written; `nil` for that of `SSH_AUTH_SOCK`.
    public let socket: String?

    public init(id: String, socket: String? = nil) {
        self.id = id
        self.socket = socket
    }

    /// Reads the grammar above.
    public init(parsing text: String) throws(BuildAttachableError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let form = "it is written default, NAME or NAME=SOCKET"
        guard let id = parts.first, !id.isEmpty else { throw BuildAttachableError("there is no name", hint: form) }
        if parts.count == 2 {
            guard !parts[1].isEmpty else { throw BuildAttachableError("there is no socket behind '='", hint: form) }
            guard !parts[1].contains(",") else {
                throw BuildAttachableError("several keys are not taken", hint: "add them to an agent with ssh-add")
            }
        }
        self.id = id
        socket = parts.count == 2 ? parts[1] : nil
    }
}
