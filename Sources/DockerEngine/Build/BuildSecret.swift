/// A secret that a `RUN --mount=type=secret` may read. Its value appears in no description, dump or error.
public struct BuildSecret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    /// What `id=` of the mount says.
    public let id: String
    /// Any bytes, at most ``sizeLimit``.
    public let value: [UInt8]

    /// BuildKit's own bound: 500 KiB.
    public static let sizeLimit = 500 << 10

    public init(id: String, value: [UInt8]) {
        self.id = id
        self.value = value
    }

    public var description: String { "secret \(id)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
