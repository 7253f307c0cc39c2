/// What kind of image it is to this run.
public enum ImageRole: String, Sendable, Codable, CaseIterable {
    /// Listed under `buildable_images`.
    case buildable
    /// Listed under `pull_only_images`: taken from a registry as it is, and given the build tag.
    case pullOnly
    /// In no list, but a Dockerfile names it: taken as it is, under exactly that name.
    case external
}
