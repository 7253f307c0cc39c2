public import DockerEngine
public import ImageGraph
public import RebuildPlanning

/// What happens while a plan is carried out. Whoever runs the pipeline draws it; the pipeline itself prints nothing.
public enum PipelineEvent: Sendable {
    /// Work on an image begins.
    case started(ImageKey, Decision)
    /// The engine fetches layers of an image.
    case pulling(ImageKey, TransferProgress)
    /// So many bytes of a build's context have been sent.
    case uploading(ImageKey, bytes: Int64)
    /// A line of a build's output, without its line end.
    case output(ImageKey, String)
    /// A pull failed in a way that may pass; it is tried again after the delay.
    case retrying(ImageKey, message: String, delay: Duration)
    /// A clean image is not in the registry, or not as its sources ask for, so it will be built.
    case notPulled(ImageKey, message: String)
    /// An image cannot be relabelled without a build, so it will be built.
    case notRelabelled(ImageKey, message: String)
    /// A build met one of the limits that ``ExecutionOptions`` lay down, and was ended.
    case limitMet(ImageKey, Limit)
    /// A step of a build failed; `finished` follows.
    case stepFailed(ImageKey, BuildFailure)
    /// An image lost a tag that it did not deserve.
    case untagged(reference: String, id: String)
    /// Work on an image ended.
    case finished(ImageKey, ImageOutcome)
    /// Something that is not wrong but should be known.
    case warning(String)

    /// What a build may take no more of.
    public enum Limit: Sendable, Hashable {
        /// Time in all: ``ExecutionOptions/buildTimeLimit``.
        case time
        /// Time without a word: ``ExecutionOptions/buildIdleLimit``.
        case silence
    }
}
