import ImageGraph
import ManifestKit

/// Goes from the images that are wanted to all that they need, and collects every problem on the way.
struct ImageFinder {
    let options: WorkspaceOptions
    private let buildTag: String
    /// How many entries are read at once.
    let jobs: Int
    var names: NameTable
    var shelf: RecipeShelf
    private(set) var drafts = DraftTable()
    /// In the order in which a reader of the files meets them.
    var problems: [Diagnostic] = []
    var warnings: [Diagnostic] = []

    init(_ list: ImageList, buildTag: String, options: WorkspaceOptions, shelf: RecipeShelf, jobs: Int) {
        self.options = options
        self.buildTag = buildTag
        self.shelf = shelf
        self.jobs = jobs
        names = NameTable(list, buildTag: buildTag, problems: &problems, warnings: &warnings)
    }

    /// Adds a problem that was found elsewhere.
    mutating func note(_ problem: Diagnostic) { problems.append(problem) }

    /// Finds what a whitelist names, or without one everything in the lists, and all that it needs.
    mutating func find(_ whitelist: Whitelist?) async {
        await want(whitelist)
        grow()
    }

    private mutating func want(_ whitelist: Whitelist?) async {
        let wanted =
            whitelist.map { WantedImages($0, names: &names, list: options.imageList) } ?? WantedImages(names)
        await shelf.readAhead(wanted.buildable, names: names, jobs: jobs)
        for one in wanted.all {
            switch one {
            case .buildable(let image, let reference): add(buildable: image, reference, origin: .listed)
            case .pullOnly(let entry): add(pullOnly: entry, origin: .listed)
            case .none(let problem): problems.append(problem)
            }
        }
    }

    /// Goes from image to image until none is left whose needs are not known.
    mutating func grow() {
        var next = 0
        while next < drafts.keys.count {
            connectAll(drafts.keys[next])
            next += 1
            if next == drafts.keys.count { runTriggers() }
        }
    }

    private mutating func connectAll(_ key: ImageKey) {
        for use in drafts[key]?.recipe?.resolved.images ?? [] where drafts.connect(key, use) { connect(key, use) }
    }

    /// An `ONBUILD` of a parent runs in the child, so what it takes files from is a need of the child. It can be told
    /// only when the parent has been read: then the child is read again with the parent's triggers.
    private mutating func runTriggers() {
        let triggers = drafts.inheritedTriggers
        for key in drafts.keys {
            guard let own = triggers[key], let listed = drafts[key]?.listed else { continue }
            // What it warns of has been told.
            let reading = shelf.reader.read(listed, baseTriggers: own)
            problems += reading.problems
            if let recipe = reading.recipe { drafts.update(key) { $0.recipe = recipe } }
            connectAll(key)
        }
    }

    private mutating func connect(_ child: ImageKey, _ use: ImageUse) {
        let file = drafts[child]?.recipe?.dockerfilePath ?? ""
        let origin = ImageOrigin.parent(of: child.name)
        let parent: ImageKey
        var problem: Diagnostic?
        switch names.target(of: use.reference) {
        case .buildable(let image, let reference, let tagged):
            parent = add(buildable: image, reference, origin: origin)
            if !tagged { drafts.update(parent) { $0.namedUntagged = true } }
            problem = NeedProblem.platform(of: parent, drafts[parent], for: child, use, file: file)
        case .pullOnly(let entry):
            parent = add(pullOnly: entry, origin: origin)
            if names.isBuildTag(use.reference.tag) {
                let entries = names.pullOnly[entry.reference.name] ?? []
                problem = NeedProblem.claim(entries, use, file: file, list: options.imageList)
            }
        case .external(let reference):
            parent = add(external: reference, origin: origin)
        }
        if let problem { problems.append(problem) }
        if use.reference.tag == names.writtenTag, use.reference.tag != buildTag, drafts[parent]?.role != .external {
            drafts.update(parent) { $0.namedByWrittenTag = true }
        }
        drafts.edges.append(DependencyEdge(parent: parent, child: child, use: use, file: file))
    }

    @discardableResult
    mutating func add(
        buildable image: ImageList.BuildableImage,
        _ reference: ImageReference,
        origin: ImageOrigin
    ) -> ImageKey {
        let key = ImageKey(reference.familiarName)
        guard drafts[key] == nil else { return key }
        var draft = ImageDraft(reference: reference, role: .buildable, origin: origin)
        draft.listed = image
        draft.position = image.position
        draft.holdsBuildTag = true
        let reading = shelf.reading(of: image)
        problems += reading.problems
        warnings += reading.warnings
        draft.recipe = reading.recipe
        drafts.insert(key, draft)
        return key
    }

    @discardableResult
    mutating func add(pullOnly entry: NameTable.PullOnly, origin: ImageOrigin) -> ImageKey {
        let key = ImageKey(entry.reference.familiar)
        guard drafts[key] == nil else { return key }
        var draft = ImageDraft(reference: entry.reference, role: .pullOnly, origin: origin)
        draft.position = entry.position
        let rival = drafts.tagHolder(of: entry.reference.name)
        draft.holdsBuildTag = rival == nil
        if let rival {
            warnings.append(
                Diagnostic(
                    .buildTagClaimedTwice,
                    at: entry.position,
                    "'\(key)' does not get the tag '\(buildTag)': '\(rival)' has it"
                )
            )
        }
        drafts.insert(key, draft)
        return key
    }

    @discardableResult
    mutating func add(external reference: ImageReference, origin: ImageOrigin) -> ImageKey {
        let key = ImageKey(reference.familiar)
        if drafts[key] == nil {
            drafts.insert(key, ImageDraft(reference: reference, role: .external, origin: origin))
        }
        return key
    }
}
