/// One `KEY=VALUE` of an `ENV` or a `LABEL`, quotes and variables as written.
public struct KeyValuePair: Hashable, Sendable {
    /// Never empty.
    public let key: String
    /// May be empty.
    public let value: String
}
