import GitProbe
import ImageGraph

/// One file of an image's context, as the input digest sees it.
struct SourceFile: Sendable {
    /// Where its content is known from.
    enum Content: Sendable {
        /// Git says that the file on disk is this blob.
        case vouched(ObjectID, TrackedFile.Mode)
        /// It must be read; the path on disk.
        case disk([UInt8])
    }

    let path: ContextPath
    let content: Content
}
