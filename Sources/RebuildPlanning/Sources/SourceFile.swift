import GitProbe
import ImageGraph

/// One file or symbolic link of an image's context, as it is digested and sent.
struct SourceFile: Sendable {
    /// Where its content is known from.
    enum Content: Sendable {
        /// Git says that the file on disk is this blob.
        case vouched(ObjectID, TrackedFile.Mode)
        /// It must be read.
        case disk(UnreadFile)
    }

    let path: ContextPath
    let content: Content
}

/// A file on disk whose content git does not vouch for.
struct UnreadFile: Sendable, Hashable {
    let path: [UInt8]
    /// Whether its project names content by SHA-256.
    let isSHA256: Bool
}

/// A file that git keeps but does not look at: it is as committed where its bytes and its mode are the index's.
struct ExpectedFile: Sendable {
    let file: UnreadFile
    let hashed: HashedFile
    let place: ProjectPlaces.Place
    let path: GitPath
}
