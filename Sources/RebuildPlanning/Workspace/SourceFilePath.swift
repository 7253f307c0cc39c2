import Basics

/// A file that is read to make an image without being one of the context's entries by nature: the Dockerfile, the ignore file, a link
/// that leads to one of them.
package struct SourceFilePath: Sendable, Hashable {
    /// On disk, without symbolic links.
    package let path: String
    /// The links that lead to it.
    package let links: [String]

    /// The file itself and all links that lead to it.
    var all: [String] { [path] + links }
}
