import Basics

/// One of two states of a tree that are compared.
public enum TreeState: Sendable, Hashable {
    /// As the tree is on disk.
    case disk
    /// A commit of a single repository, or of one with submodules: as git takes it.
    case revision(String)
    /// A file that says which projects there are and at which revisions: a manifest of `repo`, a `.repos` file, a table.
    case file(String)

    /// - Parameter text: `.`, a path of a file that is there and ends in `.xml`, `.repos`, `.yml` or `.yaml`, or a revision.
    public init(_ text: String) {
        if text == "." {
            self = .disk
        } else if [".xml", ".repos", ".yml", ".yaml"].contains(where: text.hasSuffix), DiskPath.isFile(text) {
            self = .file(text)
        } else {
            self = .revision(text)
        }
    }

    /// As it is told.
    public var description: String {
        switch self {
        case .disk: "."
        case .revision(let name): name
        case .file(let path): path
        }
    }
}
