/// One `KEY=VALUE` of an `ENV` or a `LABEL`, quotes and variables as written.
public struct KeyValuePair: Hashable, Sendable {
    public let key: String
    public let value: String
}
