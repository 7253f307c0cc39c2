/// A secret that a `RUN --mount=type=secret` may read. Its value appears in no description, dump or error.
public struct BuildSecret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    /// What `id=` of the mount says.
    public let id: String
    /// Any bytes, at most ``sizeLimit``.
    public let value: [UInt8]

    /// BuildKit's own bound: 500 KiB.
    public static let sizeLimit = 500 << 10

    /// A secret of that id. The engine refuses a value longer than ``sizeLimit``.
    public init(id: String, value: [UInt8]) {
        self.id = id
        self.value = value
    }

    /// `secret ID`
    public var description: String { "secret \(id)" }
    /// The same: no value.
    public var debugDescription: String { description }
    /// The id alone.
    public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
