public import ImageGraph
import RebuildPlanning

/// How the work on one image ended.
public enum ImageOutcome: Sendable, Hashable {
    /// What it was doing when it failed.
    public enum Step: String, Sendable, Hashable {
        case pull, build, tag
    }

    /// It was there. `addedTags`: the bare tags it got.
    case kept(id: String, addedTags: [String])
    case pulled(id: String, from: ImageReference)
    /// `log` is the log's absolute path, `seconds` the time the build took.
    case built(id: String, tags: [String], log: String?, seconds: Double)
    /// Its content was there, and it has the labels of now; `tags` and the rest as of a built one.
    case relabelled(id: String, tags: [String], log: String?, seconds: Double)
    case failed(Step, message: String, log: String?)
    /// An image it needs failed, or was skipped because of the one named.
    case skipped(failedAncestor: ImageKey)
    /// The run was stopped before it was ready.
    case interrupted(log: String?)

    /// Whether it only has other labels.
    var isRelabel: Bool {
        if case .relabelled = self { true } else { false }
    }

    /// Whether images that need it can go on.
    public var isReady: Bool {
        switch self {
        case .kept, .pulled, .built, .relabelled: true
        case .failed, .skipped, .interrupted: false
        }
    }
}
