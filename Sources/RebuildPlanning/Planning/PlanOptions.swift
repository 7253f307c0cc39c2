/// What the user lays down about decisions.
public struct PlanOptions: Sendable, Hashable, Codable {
    /// What proves that a present image is right.
    public enum Identity: String, Sendable, Codable, CaseIterable {
        /// Its input digest; labels serve for images that have none.
        case content
        /// Its labels, as the first program had it: they must be those of this very commit. Equal content is relabelled.
        case commit
    }

    /// What follows when an external base is no longer the one an image was built on.
    public enum StaleBase: String, Sendable, Codable, CaseIterable {
        case warn, rebuild, ignore
    }

    /// When registries are asked for images.
    public enum PullPolicy: String, Sendable, Codable, CaseIterable {
        /// Where the engine has none that is right; what no registry has is built.
        case missing
        /// Never: what can be built is built; an external image that the engine lacks fails.
        case never
        /// As `missing`, but nothing may be built: an image that would have to be fails.
        case required
    }

    /// Who asks registries what they hold before anything is decided.
    public enum RegistryAccess: String, Sendable, Codable, CaseIterable {
        /// This program; the engine where the registry cannot be reached from here.
        case direct
        /// The engine alone.
        case engine
        /// Nobody: only a pull finds out.
        case off
    }

    /// What follows for an image that can be built when its registry answers, and gives nothing.
    public enum RegistryErrors: String, Sendable, Codable, CaseIterable {
        case fail, build
    }

    /// Build every buildable image, without cache.
    public var buildAll = false
    /// Default: `content`.
    public var identity = Identity.content
    /// Default: `warn`.
    public var staleBase = StaleBase.warn
    /// Default: `missing`.
    public var pullPolicy = PullPolicy.missing
    /// Default: `direct`.
    public var registryAccess = RegistryAccess.direct
    /// Default: `fail`.
    public var registryErrors = RegistryErrors.fail

    public init() {}
}
