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
        subject.inputDigest = Self.digest("\(name)-\(inputs)")
        subject.acceptedVersions = ["master-\(Self.commit)"]
        subject.requiredTags = ["candidate"]
        subjects.append(subject)
        try stand(name, as: .clean, at: Self.commit)
    }

    /// The commit of every image that says nothing else.
    public static let commit = String(repeating: "c", count: 40)

    /// A digest that stands for `inputs`, different in its first 16 digits too: FNV-1a.
    public static func digest(_ inputs: String) -> String {
        let hash = inputs.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0100_0000_01b3 }
        let digits = String(hash, radix: 16)
        let padded = String(repeating: "0", count: 16 - digits.utf8.count) + digits
        return "sha256:" + padded + String(repeating: "0", count: 48)
    }

    /// Lays down how the sources of an image stand, and with that its labels and tags.
    public mutating func stand(_ name: String, as state: SourceState, at commit: String) throws {
        try edit(name) { subject in
            let own = ImageSources.Part(
                repository: "r-\(name)",
                state: state,
                commit: commit,
                version: "origin/master",
                vcsURL: "https://git.example.org/\(name)"
            )
            subject.state = state
            subject.commit = commit
            subject.repositories = [own]
            subject.labels = [
                LabelName.name: name, LabelName.version: own.versionLabel, LabelName.vcsRef: own.vcsRefLabel,
            ]
            subject.cleanTags = [commit] + [subject.inputDigest.flatMap(DeservedTags.inputTag(of:))].compactMap(\.self)
            subject.pullTags = subject.cleanTags
        }
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
        handDown()
    }

    /// Every image is a project of its own, so what stands for its ancestors stands in its component labels.
    private mutating func handDown() {
        var above: [ImageKey: [ImageSources.Part]] = [:]
        for position in subjects.indices {
            guard let own = subjects[position].repositories.first else { continue }
            var known: Set<String> = []
            let others = subjects[position].parents.flatMap { above[$0] ?? [] }
                .filter { known.insert($0.repository).inserted }
            subjects[position].repositories = [own] + others
            above[subjects[position].key] = [own] + others
        }
    }

    /// An edit within the sources of `name`: its inputs change, and with them those of all that need it.
    public mutating func modify(_ name: String, to inputs: String) throws {
        try stand(name, as: .modified, at: Self.commit)
        try edit(name) { subject in
            subject.evidence = [.changedFile(path: "\(name)/file", status: "modified")]
        }
        for key in [name] + descendants(of: name) {
            try edit(key) { subject in
                subject.inputDigest = Self.digest("\(subject.key.name)-\(name)-\(inputs)")
                if let tag = subject.inputDigest.flatMap(DeservedTags.inputTag(of:)) { subject.cleanTags[1] = tag }
            }
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
            case .keep, .retag:
                for tag in image.missingTags { try give(image.reference.withTag(tag), to: image.imageID) }
            case .pull, .build, .relabel: try add(image)
            }
        }
    }

    /// Puts an image on the engine, under the build tag if nothing else is said.
    public mutating func present(
        _ name: String,
        id: String? = nil,
        tag: String = "candidate",
        labels: [String: String]
    ) throws {
        let reference = try ImageReference(parsing: name).withTag(tag)
        engine.append(Inventory.Image(id: id ?? "sha256:\(name)", tags: [reference], labels: labels))
    }

    /// What a build of an image now would write down.
    public func labels(of name: String) throws -> [String: String] {
        Self.labels(of: try found(subjects.first { $0.key.name == name }, name))
    }

    private static func labels(of image: DesiredImage) -> [String: String] {
        var labels = image.labels
        for part in image.repositories.dropFirst() {
            labels[LabelName.component(part.repository, .version)] = part.versionLabel
            labels[LabelName.component(part.repository, .vcsRef)] = part.vcsRefLabel
        }
        labels[LabelName.inputDigest] = image.inputDigest
        return labels
    }

    private mutating func add(_ image: PlannedImage) throws {
        let id = "sha256:\(engine.count)"
        let labels = Self.labels(of: image.desired)
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
