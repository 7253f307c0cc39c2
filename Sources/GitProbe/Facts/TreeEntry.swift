/// An entry of a folder that a commit holds.
public struct TreeEntry: Hashable, Sendable {
    /// What it is.
    public enum Kind: Hashable, Sendable {
        case file, folder
        /// A submodule: its id is a commit of another repository.
        case submodule
    }

    public let kind: Kind
    public let id: ObjectID
    /// Relative to the folder that was asked for; bytes that are no UTF-8 are repaired.
    public let path: String

    public init(kind: Kind, id: ObjectID, path: String) {
        self.kind = kind
        self.id = id
        self.path = path
    }
}
