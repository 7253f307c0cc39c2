/// One setting of git's configuration.
public struct ConfigurationEntry: Hashable, Sendable {
    /// The section in lower case, the subsection as it is written, and the key in lower case: `submodule.Lib.path`.
    public let key: String
    public let value: String

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
