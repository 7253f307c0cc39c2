public import ImageGraph
public import ManifestKit

/// One image of a run.
public struct WorkspaceImage: Sendable {
    public let key: ImageKey
    /// Without tag for a buildable image, exact for any other.
    public let reference: ImageReference
    public let role: ImageRole
    public let origin: ImageOrigin
    /// Nil for an image that is taken as it is.
    public let recipe: BuildRecipe?
    /// Bare tags it must carry when it is ready: the build tag, and `latest` where a Dockerfile names it without a tag.
    public let requiredTags: [String]
    /// Where the list names it; nil for an image in no list.
    public let position: SourcePosition?
}
