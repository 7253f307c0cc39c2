public import ImageGraph

/// What an engine holds, as far as a run needs to know.
public struct Inventory: Sendable {
    /// One image of the engine.
    public struct Image: Sendable, Hashable, Codable {
        /// `sha256:…`
        public var id: String
        /// All its tags, normalised; each carries a tag.
        public var tags: [ImageReference]
        /// The references with digest under which registries know it.
        public var digests: [ImageReference]
        public var labels: [String: String]

        public init(id: String, tags: [ImageReference], digests: [ImageReference] = [], labels: [String: String] = [:])
        {
            self.id = id
            self.tags = tags
            self.digests = digests
            self.labels = labels
        }
    }

    private var byID: [String: Image] = [:]
    private var idsByName: [String: [String]] = [:]

    public init(_ images: [Image] = []) {
        for image in images { insert(image) }
    }

    /// Adds an image, or replaces the one with its id.
    public mutating func insert(_ image: Image) {
        if let old = byID[image.id] { forget(old) }
        byID[image.id] = image
        for name in Set((image.tags + image.digests).map(\.name)) {
            idsByName[name, default: []].append(image.id)
        }
    }

    private mutating func forget(_ image: Image) {
        for name in Set((image.tags + image.digests).map(\.name)) {
            idsByName[name]?.removeAll { $0 == image.id }
        }
    }

    /// The images that carry any tag or digest of the normalised repository name, in the engine's order.
    public func images(named name: String) -> [Image] {
        (idsByName[name] ?? []).compactMap { byID[$0] }
    }

    /// The image that carries exactly this tag or digest.
    public func image(_ reference: ImageReference) -> Image? {
        images(named: reference.name).first { image in
            // One image may carry tags of several repositories: the tag counts only under this very name.
            let own = (reference.digest == nil ? image.tags : image.digests).lazy.filter { $0.name == reference.name }
            if let digest = reference.digest { return own.contains { $0.digest == digest } }
            return own.contains { $0.tag == reference.tag }
        }
    }

    /// The image of this id.
    public func image(id: String) -> Image? { byID[id] }

    /// How many images it knows of.
    public var count: Int { byID.count }
}
