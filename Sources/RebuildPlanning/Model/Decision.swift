/// What is to happen to an image.
public enum Decision: String, Sendable, Codable, CaseIterable {
    /// The engine has it, with every tag that it is to have.
    case keep
    /// The engine has it, and it lacks tags: a required one, or one that its labels deserve.
    case retag
    /// The engine has its content under labels that are not true: it gets the labels of now, and no step is run.
    case relabel
    /// It is to come from the registry; a buildable image that the registry does not have is built instead.
    case pull
    /// It is to be built from its Dockerfile.
    case build

    /// Whether a present image stays as it is, but for its tags.
    public var keepsImage: Bool { self == .keep || self == .retag }
}
