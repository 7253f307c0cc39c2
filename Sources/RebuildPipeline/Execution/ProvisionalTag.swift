import DockerEngine
import ImageGraph
import RebuildPlanning

/// The tag that an image carries from the moment its build ends, so that nobody who clears up takes it for left over before it is judged.
struct ProvisionalTag: Sendable, Hashable {
    /// Without the name.
    let tag: String
    /// `name:tag`
    let reference: String
    /// Whether it goes once the image has the tags that it is to have.
    let isTemporary: Bool

    /// The input tag of what gets one, else a tag that is taken away again.
    init(for image: PlannedImage) {
        let input = image.inputDigest.flatMap(DeservedTags.inputTag(of:))
        if let input, image.tagsIfBuilt.contains(input) {
            tag = input
            isTemporary = false
        } else {
            let digits = input?.split(separator: "-").last.map(String.init)
            tag = DesiredImage.unfinishedTag + (digits ?? String(UInt64.random(in: 0 ... .max), radix: 16))
            isTemporary = true
        }
        reference = "\(image.reference.familiarName):\(tag)"
    }

    /// Takes the tag from an image, unless another run has given it to its own meanwhile. The engine deletes an image with its last tag.
    static func take(_ reference: String, from id: String, on engine: DockerClient) async throws(EngineError) {
        guard try await engine.inspectImage(reference)?.id == id else { return }
        _ = try await engine.untag(reference)
    }
}
