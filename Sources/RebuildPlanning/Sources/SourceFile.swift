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
    /// Whether git may keep something else of it than its bytes.
    var isConverted = false
}

/// A file that git keeps but does not vouch for: it is as committed where its mode is the index's, and its bytes are, or are what the
/// git-lfs pointer in the index stands for.
struct ExpectedFile: Sendable {
    let file: UnreadFile
    let tracked: TrackedFile
    let place: ProjectPlaces.Place
    /// How it stands where it is not as committed.
    let otherwise: Reason

    func isMet(by found: HashedFile?) -> Bool {
        guard let found, found.mode == tracked.mode else { return false }
        return found.blob == tracked.blob || found.pointers.contains(tracked.blob)
    }
}
