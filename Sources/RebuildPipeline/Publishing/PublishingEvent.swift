public import DockerEngine
public import ImageGraph

/// What happens while images are pushed or removed. Whoever asks for it draws it.
public enum PublishingEvent: Sendable {
    /// The registry has an image under this reference now; `digest` (`sha256:…`) where the engine said it.
    case pushed(ImageReference, digest: String?)
    /// The registry did not take it, because it has this very image under the reference already; `digest` as
    /// for one that was pushed.
    case alreadyThere(ImageReference, digest: String?)
    /// A push failed in a way that may pass; it is tried again after the delay.
    case retrying(ImageReference, EngineError, delay: Duration)
    /// An image is gone from the engine.
    case removed(id: String)
    /// An image could not be removed, or only some of its tags.
    case notRemoved(id: String, EngineError)
}
