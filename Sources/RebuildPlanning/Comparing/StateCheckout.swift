import GitProbe
import ManifestKit

/// A project as one commit of it holds it.
struct StateCheckout: Sendable {
    let project: SourceTree.Project
    /// What the state wants of it, or why that is not known: what is missing, and what to do about it.
    let content: Result<Content, Missing>

    struct Content: Sendable {
        let commit: CommitID
        /// Sorted by path.
        let files: PathIndex<TrackedFile>
    }

    struct Missing: Error {
        let message: String
    }
}
