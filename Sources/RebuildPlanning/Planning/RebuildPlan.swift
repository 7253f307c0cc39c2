public import ImageGraph

/// The decisions of a run, parents before children. A value: it can be stored, compared and read back.
public struct RebuildPlan: Sendable, Hashable, Codable {
    /// The version of this type's stored form.
    public static let currentFormat = 7

    public var format: Int
    /// The tag that every image of the lists is to carry.
    public var buildTag: String
    public var options: PlanOptions
    /// False where the plan rests on the sources alone, because no engine was asked.
    public var engineAsked: Bool
    public var images: [PlannedImage]

    public init(buildTag: String, options: PlanOptions, engineAsked: Bool, images: [PlannedImage]) {
        format = Self.currentFormat
        self.buildTag = buildTag
        self.options = options
        self.engineAsked = engineAsked
        self.images = images
    }

    /// The plan of one image.
    public subscript(key: ImageKey) -> PlannedImage? {
        images.first { $0.key == key }
    }

    /// What the references that are to be pulled named when registries were asked.
    public var publishedDigests: [ImageReference: String] {
        images.reduce(into: [:]) { digests, image in
            if let digest = image.pullDigest, let reference = image.pullReferences.first { digests[reference] = digest }
        }
    }

    public func count(of decision: Decision) -> Int {
        images.reduce(0) { $0 + ($1.decision == decision ? 1 : 0) }
    }

    /// Whether anything at all is to be done: a pull, a build, a tag to give or to take.
    public var hasWork: Bool {
        images.contains(where: \.hasWork)
    }

    /// `3 to build, 2 to pull, 195 kept`; with `1 to relabel`, `2 to retag` and `4 to pull, else build` where there are any.
    public var summary: String {
        func some(_ count: Int, _ what: String) -> String { count > 0 ? "\(count) \(what), " : "" }
        let open = images.count(where: \.isOpen)
        let relabels = some(count(of: .relabel), "to relabel")
        let pulls = "\(count(of: .pull) - open) to pull, " + some(open, "to pull, else build")
        let retags = some(count(of: .retag), "to retag")
        return "\(count(of: .build)) to build, \(relabels)\(pulls)\(retags)\(count(of: .keep)) kept"
    }
}
