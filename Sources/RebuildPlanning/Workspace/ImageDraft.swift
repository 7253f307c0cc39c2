import ImageGraph
import ManifestKit

/// An image of a run while it is not known yet which others need it.
struct ImageDraft {
    var reference: ImageReference
    var role: ImageRole
    var origin: ImageOrigin
    var recipe: BuildRecipe?
    /// Its entry in the list, for a buildable one.
    var listed: ImageList.BuildableImage?
    /// Where the list names it.
    var position: SourcePosition?
    var namedUntagged = false
    /// A Dockerfile names it by the list's own tag, which is another than the one that it gets.
    var namedByWrittenTag = false
    /// Of several images of one name only one can have the build tag.
    var holdsBuildTag = false
    /// The uses that have become edges.
    var connected: Set<ImageUse> = []

    /// The tags that the image must carry when it is ready.
    func requiredTags(buildTag: String, writtenTag: String?) -> [String] {
        var tags = holdsBuildTag ? [buildTag] : []
        if namedByWrittenTag, holdsBuildTag, let writtenTag { tags.append(writtenTag) }
        if namedUntagged, !tags.contains("latest") { tags.append("latest") }
        return tags
    }
}
