/// An ssh agent that a `RUN --mount=type=ssh` may talk to.
public struct AgentSocket: Sendable, Hashable {
    /// What `id=` of the mount says; `default` for a mount that names none.
    public let id: String
    /// The agent's unix socket on this machine.
    public let path: String

    /// An agent under the id that mounts call it by. Whether it answers shows when a step asks.
    public init(id: String = "default", path: String) {
        self.id = id
        self.path = path
    }
}
