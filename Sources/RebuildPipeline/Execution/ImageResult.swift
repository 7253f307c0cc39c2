import ImageGraph
import RebuildPlanning

/// What became of the work on one image.
enum ImageResult: Sendable {
    /// It ended, one way or another.
    case ended(ImageKey, ImageOutcome, PullAttempts)
    /// The registries have nothing usable: it is to be worked on anew, as the plan laid down for that.
    case notPulled(PlannedImage, PullAttempts)

    /// Nothing was done to the engine.
    var isPlainKeep: Bool {
        if case .ended(_, .kept(_, let added), _) = self { added.isEmpty } else { false }
    }
}

/// What the pulls of one image brought.
struct PullAttempts: Sendable {
    /// The image that was wanted.
    struct Usable: Sendable {
        let id: String
        /// All that it carries.
        let tags: [String]
        /// Under which its registry has it: `sha256:…`
        let digest: String?
    }

    /// A reference that no registry has.
    struct Missed: Sendable {
        let reference: ImageReference
        let message: String
    }

    /// A pulled image whose labels are not those its sources ask for.
    struct Obsolete: Sendable {
        let id: String
        let tags: [String]
        let reference: ImageReference
        let reason: Reason
    }

    var usable: Usable?
    var missed: [Missed] = []
    var obsolete: [Obsolete] = []

    /// The facts for which an image is not pulled, a reference each.
    var reasons: [Reason] {
        missed.map { .notPulled(reference: $0.reference.familiar, message: $0.message) }
            + obsolete.map { .notPulled(reference: $0.reference.familiar, message: "\($0.reason)") }
    }
}
