import ImageGraph
import RebuildPipeline
import Testing

/// A small world for planner tests: images that need each other, and an engine that gets what the plans build.
struct Scenario {
    var subjects: [PlanSubject] = []
    var engine: [Inventory.Image] = []
    var options = PlanOptions()

    /// Adds a buildable image, clean and with the digest `inputs`.
    mutating func image(_ name: String, needs parents: String..., inputs: String = "1") throws {
        var subject = PlanSubject(key: ImageKey(name), reference: try ImageReference(parsing: name), role: .buildable)
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

    mutating func external(_ name: String, role: ImageRole = .external) throws {
        var subject = PlanSubject(key: ImageKey(name), reference: try ImageReference(parsing: name), role: role)
        if role == .pullOnly { subject.requiredTags = ["candidate"] }
        subjects.append(subject)
    }

    /// Changes what is known of an image's sources.
    mutating func edit(_ name: String, _ change: (inout PlanSubject) -> Void) throws {
        let position = try #require(subjects.firstIndex { $0.key.name == name })
        change(&subjects[position])
    }

    /// An edit within the sources of `name`: its inputs change, and with them those of all that need it.
    mutating func modify(_ name: String, to inputs: String) throws {
        try edit(name) { subject in
            subject.state = .modified
            subject.evidence = [.changedFile(path: "\(name)/file", status: "modified")]
        }
        for key in [name] + descendants(of: name) {
            try edit(key) { $0.inputDigest = "sha256:\($0.key.name)-\(name)-\(inputs)" }
        }
    }

    func descendants(of name: String) -> [String] {
        var found: [String] = []
        for subject in subjects where subject.parents.contains(where: { $0.name == name || found.contains($0.name) }) {
            found.append(subject.key.name)
        }
        return found
    }

    func plan() -> RebuildPlan {
        Planner(options: options).plan(subjects, inventory: Inventory(engine), buildTag: "candidate")
    }

    /// Carries a plan out as an engine without a registry would: what is to be pulled is built.
    mutating func apply(_ plan: RebuildPlan) throws {
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

    mutating func give(_ tag: ImageReference, to id: String?) throws {
        try take(tag.familiar)
        let position = try #require(engine.firstIndex { $0.id == id })
        engine[position].tags.append(tag)
    }

    /// Takes a tag away; the image stays, with a tag of its own if that was its last.
    mutating func take(_ reference: String) throws {
        for position in engine.indices where engine[position].tags.contains(where: { $0.familiar == reference }) {
            engine[position].tags.removeAll { $0.familiar == reference }
            if engine[position].tags.isEmpty {
                let name = try ImageReference(parsing: reference).withoutTagOrDigest
                engine[position].tags = [try name.withTag("obsolete-\(position)")]
            }
        }
    }

    /// Plans, expects these decisions of buildable images (`"lib": .build`), and carries the plan out.
    @discardableResult
    mutating func expect(
        built: Set<String> = [],
        tagged: Set<String> = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> RebuildPlan {
        let plan = plan()
        let work = plan.images.filter { $0.decision != .keep && $0.role == .buildable }.map(\.key.name)
        #expect(Set(work) == built, sourceLocation: sourceLocation)
        let retagged = plan.images.filter { $0.decision == .keep && !$0.missingTags.isEmpty }.map(\.key.name)
        #expect(Set(retagged) == tagged, sourceLocation: sourceLocation)
        try apply(plan)
        return plan
    }
}
