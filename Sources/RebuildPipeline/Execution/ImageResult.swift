import ImageGraph
import RebuildPlanning

/// What became of the work on one image, or of a part of it.
enum ImageResult: Sendable {
    /// It ended, one way or another.
    case ended(ImageOutcome, PullAttempts)
    /// All is done but its last tags: the report is to know of it before it carries those.
    case unfinished(Unfinished, PullAttempts)
    /// It got its last tags, or did not; the report knows of it.
    case finished(ImageOutcome)
    /// What was decided upon cannot be done: it is to be worked on anew, as the plan laid down for that.
    case instead(PlannedImage, PullAttempts)

    /// The image that was kept, where that is all done.
    var keptID: String? {
        switch self {
        case .ended(.kept(let id, _), _), .finished(.kept(let id, _)): id
        case .ended, .unfinished, .finished, .instead: nil
        }
    }
}

/// An image that is ready but for its last tags.
struct Unfinished: Sendable {
    let id: String
    /// How it ends when it has them.
    let outcome: ImageOutcome
    /// Bare.
    let tags: [String]
    /// To be taken away afterwards.
    var leftovers: [PlannedImage.Leftover]
    var log: String?
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
        let labels: [String: String]

        /// The same with tags that it gets besides: `name:tag`.
        func adding(_ given: [String]) -> Usable {
            Usable(id: id, tags: tags + given.filter { !tags.contains($0) }, digest: digest, labels: labels)
        }
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

    /// Nothing was pulled.
    init() {}

    /// What the plan had found out before: registries that have nothing to pull.
    init(before image: PlannedImage) {
        guard image.decision == .build else { return }
        missed = image.findings.filter { [.notFound, .unreachable].contains($0.outcome) }
            .map { Missed(reference: $0.reference, message: $0.message ?? "") }
    }

    /// The facts for which an image is not pulled, a reference each.
    var reasons: [Reason] {
        missed.map { .notPulled(reference: $0.reference.familiar, message: $0.message) }
            + obsolete.map { .notPulled(reference: $0.reference.familiar, message: "\($0.reason)") }
    }
}
