public import ImageGraph

/// What is to happen to one image, and why. A run does what stands here and decides nothing itself.
///
/// What is wanted of the image (``DesiredImage``) is read through: `planned.key` is `planned.desired.key`.
@dynamicMemberLookup
public struct PlannedImage: Sendable, Hashable {
    /// A tag that another image carries without deserving it.
    public struct ObsoleteTag: Sendable, Hashable, Codable {
        /// The image that carries it.
        public var imageID: String
        /// Familiar form, `name:tag`.
        public var reference: String
        /// All tags of that image, familiar form.
        public var tags: [String]
    }

    /// The tag of a build that no run has finished, on an image of this name. The image goes with it where it has no other.
    public struct Leftover: Sendable, Hashable, Codable {
        /// The image that carries it.
        public var imageID: String
        /// Familiar form, `name:tag`.
        public var reference: String

        public init(imageID: String, reference: String) {
            self.imageID = imageID
            self.reference = reference
        }
    }

    /// What is done in place of the decision, where the run meets a fact that the plan could not know.
    public struct Alternative: Sendable, Hashable, Codable {
        public var decision: Decision
        /// Why, beside the fact itself.
        public var reasons: [Reason]
        /// Why even this may not be done; nil: it may.
        public var refusal: Reason?
    }

    public let desired: DesiredImage
    public var decision: Decision
    /// First the one that decided. Never empty.
    public var reasons: [Reason]
    /// Why the decision may not be carried out: the image fails with it. Nil: it may.
    public var refusal: Reason?
    /// What is done where an image that this one is made from is built after all. Nil: the decision stands.
    public var ifAncestorIsBuilt: Alternative?
    /// What is done where no registry has a usable image. Nil: the image fails.
    public var ifNotPulled: Alternative?
    /// What is done where the present image cannot be relabelled without a build. Nil: nothing is to be relabelled.
    public var ifNotRelabelled: Alternative?
    /// The present image that is kept, or relabelled.
    public var imageID: String?
    /// The present image that what is wanted was compared with: the one that is kept or relabelled, else the nearest; nil where the engine has none.
    public var comparedWith: String?
    /// The tags that the kept image lacks: those that its labels deserve, then the required ones.
    public var missingTags: [String]
    /// What runs that were cut off left on images of this name; taken away when the image is as wanted.
    public var leftovers: [Leftover]
    /// Bare tags that a build or new labels add; empty unless it and all its ancestors are clean.
    public var tagsIfBuilt: [String]
    /// What to ask the registry for, in this order; familiar form.
    public var pullReferences: [ImageReference]
    /// What the reference that is pulled names in its registry: `sha256:…`. The pull asks for that. Nil: no registry was asked, or none could tell.
    public var pullDigest: String?
    /// What registries were asked for, and what they said, in that order.
    public var findings: [RegistryFinding]
    /// The tags to take from other images before anything is built.
    public var obsoleteTags: [ObsoleteTag]
    /// Facts that do not change the decision but should be known.
    public var warnings: [Reason]

    public subscript<Value>(dynamicMember member: KeyPath<DesiredImage, Value>) -> Value { desired[keyPath: member] }

    /// Whether only a pull will tell whether it is pulled or built.
    public var isOpen: Bool { decision == .pull && pullDigest == nil && ifNotPulled != nil && refusal == nil }

    /// Whether anything at all is to be done with it.
    public var hasWork: Bool {
        decision != .keep || !leftovers.isEmpty || !obsoleteTags.isEmpty
    }

    /// The same image with an alternative in place of its decision, and the fact that calls for it as its first reason.
    package func taking(_ alternative: Alternative, because facts: [Reason]) -> PlannedImage {
        var image = self
        image.decision = alternative.decision
        image.reasons = facts + alternative.reasons
        image.refusal = alternative.refusal
        image.ifAncestorIsBuilt = nil
        image.ifNotRelabelled = nil
        image.imageID = nil
        image.missingTags = []
        return image
    }
}
