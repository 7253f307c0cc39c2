/// What the user lays down about decisions.
public struct PlanOptions: Sendable, Hashable, Codable {
    /// What proves that a present image is right.
    public enum Identity: String, Sendable, Codable, CaseIterable {
        /// Its input digest; labels serve for images that have none.
        case content
        /// Its labels alone, as the first program had it: an image of changed sources is then built on every run.
        case commit
    }

    /// What follows when an external base is no longer the one an image was built on.
    public enum StaleBase: String, Sendable, Codable, CaseIterable {
        case warn, rebuild, ignore
    }

    /// Build every buildable image, without cache (`-b`).
    public var buildAll = false
    /// Default: `content`.
    public var identity = Identity.content
    /// Default: `warn`.
    public var staleBase = StaleBase.warn

    public init() {}
}
