public import ImageGraph
public import RebuildPlanning

/// A small world for planner tests: images that need each other, and an engine that gets what the plans build.
public struct Scenario {
    public var subjects: [DesiredImage] = []
    public var engine: [Inventory.Image] = []
    public var options = PlanOptions()

    /// A name that the scenario does not know.
    public struct UnknownName: Error {
        public let name: String
    }

    public init() {}

    private func found<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw UnknownName(name: name) }
        return value
    }

    /// Adds a buildable image, clean and with the digest `inputs`.
    public mutating func image(_ name: String, needs parents: String..., inputs: String = "1") throws {
        var subject = DesiredImage(key: ImageKey(name), reference: try ImageReference(parsing: name), role: .buildable)
        subject.parents = parents.map { ImageKey($0) }
        subject.commit = String(repeating: "c", count: 40)
        subject.inputDigest = "sha256:\(name)-\(inputs)"
        subject.labels = [LabelName.name: name, LabelName.version: "origin/master", LabelName.vcsRef: "c"]
        subject.acceptedVersions = ["master-c"]
        subject.requiredTags = ["candidate"]
        subject.cleanTags = [String(repeating: "c", count: 40)]
        subject.pullTags = subject.cleanTags
        subjects.append(subject)
    }

    public mutating func external(_ name: String, role: ImageRole = .external) throws {
        var subject = DesiredImage(key: ImageKey(name), reference: try ImageReference(parsing: name), role: role)
        if role == .pullOnly { subject.requiredTags = ["candidate"] }
        subjects.append(subject)
    }

    /// Changes what is known of an image's sources.
    public mutating func edit(_ name: String, _ change: (inout DesiredImage) -> Void) throws {
        let position = try found(subjects.firstIndex { $0.key.name == name }, name)
        change(&subjects[position])
    }

    /// An edit within the sources of `name`: its inputs change, and with them those of all that need it.
    public mutating func modify(_ name: String, to inputs: String) throws {
        try edit(name) { subject in
            subject.state = .modified
            subject.evidence = [.changedFile(path: "\(name)/file", status: "modified")]
        }
        for key in [name] + descendants(of: name) {
            try edit(key) { $0.inputDigest = "sha256:\($0.key.name)-\(name)-\(inputs)" }
        }
    }

    public func descendants(of name: String) -> [String] {
        var found: [String] = []
        for subject in subjects where subject.parents.contains(where: { $0.name == name || found.contains($0.name) }) {
            found.append(subject.key.name)
        }
        return found
    }

    public func plan() -> RebuildPlan {
        Planner(options: options).plan(subjects, inventory: Inventory(engine), buildTag: "candidate")
    }

    /// Carries a plan out as an engine without a registry would: what is to be pulled is built.
    public mutating func apply(_ plan: RebuildPlan) throws {
        for image in plan.images {
            for obsolete in image.obsoleteTags { try take(obsolete.reference) }
            switch image.decision {
            case .keep: for tag in image.missingTags { try give(image.reference.withTag(tag), to: image.imageID) }
            case .pull where image.role != .buildable, .build, .pull: try add(image)
            }
        }
    }

    private mutating func add(_ image: PlannedImage) throws {
        let id = "sha256:\(engine.count)"
        var labels = image.labels
        labels[LabelName.inputDigest] = image.inputDigest
        let tags = try (image.requiredTags + image.tagsIfBuilt).map { try image.reference.withTag($0) }
        for tag in tags { try take(tag.familiar) }
        let own = image.role == .buildable ? [] : [image.reference]
        engine.append(Inventory.Image(id: id, tags: own + tags, labels: labels))
    }

    public mutating func give(_ tag: ImageReference, to id: String?) throws {
        try take(tag.familiar)
        let position = try found(engine.firstIndex { $0.id == id }, id ?? "no image")
        engine[position].tags.append(tag)
    }

    /// Takes a tag away; the image stays, with a tag of its own if that was its last.
    public mutating func take(_ reference: String) throws {
        for position in engine.indices where engine[position].tags.contains(where: { $0.familiar == reference }) {
            engine[position].tags.removeAll { $0.familiar == reference }
            if engine[position].tags.isEmpty {
                let name = try ImageReference(parsing: reference)
                engine[position].tags = [try name.withTag("obsolete-\(position)")]
            }
        }
    }
}
