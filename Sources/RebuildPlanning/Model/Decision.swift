/// What is to happen to an image.
public enum Decision: String, Sendable, Codable, CaseIterable {
    /// The engine has it; at most it gets a tag.
    case keep
    /// The engine has its content under labels that are not true: it gets the labels of now, and no step is run.
    case relabel
    /// It is to come from the registry; a buildable image that the registry does not have is built instead.
    case pull
    /// It is to be built from its Dockerfile.
    case build
}
