public import ImageGraph

/// Whether an image from elsewhere is still what its registry has under that name, and what stands on it.
public struct BaseFreshness: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Codable, CaseIterable {
        /// Its registry has what was built on.
        case fresh
        /// Its registry has another one now.
        case moved
        /// Its registry has another index, with the same image for this platform.
        case movedElsewhere = "moved-elsewhere"
        /// Nothing tells what was built on.
        case unrecorded
        /// Its registry has nothing under that name.
        case notFound = "not-found"
        /// Its registry did not tell.
        case unanswered
    }

    /// A digest that was built on, and how that is known.
    public struct Record: Sendable, Hashable, Codable {
        public enum Source: String, Sendable, Codable {
            /// The lock file has it.
            case lock
            /// The engine has the base under that digest.
            case engine
            /// Labels of images say so: of the engine's, or of those in a registry.
            case label
        }

        /// `sha256:…`
        public let digest: String
        public let source: Source
        /// The images whose labels say so; empty for the other sources.
        public let images: [ImageKey]

        public init(digest: String, source: Source, images: [ImageKey]) {
            self.digest = digest
            self.source = source
            self.images = images
        }
    }

    public let reference: ImageReference
    public internal(set) var state: State
    /// `sha256:…`, of what its registry has now; nil where it did not tell.
    public let published: String?
    /// What was built on. Several where images differ in that.
    public let records: [Record]
    /// All images that are made from a base that has moved, the nearest first; of one that has not, all that need it.
    public let affected: [ImageKey]
    /// What the registry said where it has nothing, or did not tell.
    public let message: String?
    /// When the image that was built on, and the one of now, were made: RFC 3339; nil where nobody looked.
    public var createdBefore: String?
    public var createdNow: String?

    /// The digests that were built on and are no longer those of the registry.
    public var outdated: [String] { records.map(\.digest).filter { $0 != published } }

    /// The same, told apart by the image for one platform, which is what an index is asked for.
    ///
    /// - Parameter isSame: whether the old digests have the very image for the platform that the registry has now.
    public func comparedByPlatform(isSame: Bool) -> BaseFreshness {
        var copy = self
        if state == .moved, isSame { copy.state = .movedElsewhere }
        return copy
    }
}
