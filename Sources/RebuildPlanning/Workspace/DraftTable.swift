import ImageGraph

/// The images of a run while they are being found, and which needs which.
struct DraftTable {
    /// In the order in which they were found.
    private(set) var keys: [ImageKey] = []
    private var drafts: [ImageKey: ImageDraft] = [:]
    /// The image that has the build tag, by the name of its repository.
    private var tagHolders: [String: ImageKey] = [:]
    var edges: [DependencyEdge] = []

    subscript(key: ImageKey) -> ImageDraft? { drafts[key] }

    /// All of them, in no order.
    var all: [ImageKey: ImageDraft] { drafts }

    /// All of them, in the order in which they were found, as what can be named.
    var named: [NamedImage] {
        keys.compactMap { key in
            drafts[key].map { NamedImage(key: key, reference: $0.reference, role: $0.role, origin: $0.origin) }
        }
    }

    /// Adds an image that is not there yet.
    mutating func insert(_ key: ImageKey, _ draft: ImageDraft) {
        keys.append(key)
        drafts[key] = draft
        if draft.holdsBuildTag { tagHolders[draft.reference.name] = key }
    }

    /// Changes an image that is there.
    mutating func update(_ key: ImageKey, _ change: (inout ImageDraft) -> Void) {
        guard let position = drafts.index(forKey: key) else { return }
        change(&drafts.values[position])
    }

    /// The image of a repository that has the build tag.
    func tagHolder(of repository: String) -> ImageKey? { tagHolders[repository] }

    /// Notes that an image uses another; false where that is known.
    mutating func connect(_ key: ImageKey, _ use: ImageUse) -> Bool {
        drafts[key]?.connected.insert(use).inserted ?? false
    }

    /// The `ONBUILD` instructions that run in an image because those that it is built on have them, by the image that has them: all
    /// that are known by now.
    var inheritedTriggers: [ImageKey: [ImageReference: [OnBuildTrigger]]] {
        var triggers: [ImageKey: [ImageReference: [OnBuildTrigger]]] = [:]
        for edge in edges where edge.use.kind == .from {
            guard let inherited = drafts[edge.parent]?.recipe?.resolved.onBuildTriggers, !inherited.isEmpty else {
                continue
            }
            triggers[edge.child, default: [:]][edge.use.reference.withDefaultTag] = inherited
        }
        return triggers
    }

    /// The images as a run has them.
    func finished(buildTag: String, writtenTag: String?) -> [ImageKey: WorkspaceImage] {
        drafts.reduce(into: [:]) { images, entry in
            let draft = entry.value
            images[entry.key] = WorkspaceImage(
                key: entry.key,
                reference: draft.reference,
                role: draft.role,
                origin: draft.origin,
                recipe: draft.recipe,
                requiredTags: draft.requiredTags(buildTag: buildTag, writtenTag: writtenTag),
                position: draft.position
            )
        }
    }
}
