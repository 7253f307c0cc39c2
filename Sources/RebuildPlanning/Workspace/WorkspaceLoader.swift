import Basics
import ImageGraph
import ManifestKit

/// Finds the images a run wants and all that they need, collecting every problem on the way.
struct WorkspaceLoader {
    private let options: WorkspaceOptions
    private let manifest: RepoManifest
    private let places: ProjectPlaces
    private let list: ImageList
    private let buildTag: String
    /// Names of buildable images for which nothing is read, because their entries cannot be relied on.
    private let unread: Set<String>
    private var names: NameTable
    private var problems: [Diagnostic] = []
    private var warnings: [Diagnostic]

    private var keys: [ImageKey] = []
    private var drafts: [ImageKey: Draft] = [:]
    /// The image that has the build tag, by the name of its repository.
    private var tagHolders: [String: ImageKey] = [:]
    private var edges: [DependencyEdge] = []

    /// An image while the graph grows.
    private struct Draft {
        var reference: ImageReference
        var role: ImageRole
        var origin: ImageOrigin
        var recipe: BuildRecipe?
        var listed: ImageList.BuildableImage?
        var position: SourcePosition?
        var namedUntagged = false
        /// A Dockerfile names it by the list's own tag, which is another than the one that it gets.
        var namedByWrittenTag = false
        var holdsBuildTag = false
        /// The uses that have become edges.
        var connected: Set<ImageUse> = []
    }

    init(options: WorkspaceOptions, manifest: RepoManifest, list: ImageList, unread: Set<String> = []) {
        self.options = options
        self.unread = unread
        self.manifest = manifest
        places = ProjectPlaces(manifest, root: options.repoRoot)
        self.list = list
        buildTag = options.buildTag ?? list.buildTag ?? ""
        warnings = manifest.warnings + list.warnings
        names = NameTable(list, buildTag: buildTag, problems: &problems, warnings: &warnings)
    }

    mutating func load(whitelist: Whitelist?) throws(InputError) -> Workspace {
        checkBuildTag()
        want(whitelist)
        grow()
        if !problems.isEmpty { throw InputError(problems) }
        do throws(DependencyCycle) {
            let graph = try DependencyGraph(nodes: keys, edges: edges)
            return Workspace(
                options: options,
                manifest: manifest,
                buildTag: buildTag,
                graph: graph,
                images: finished(),
                warnings: warnings
            )
        } catch {
            throw InputError([Self.problem(error)])
        }
    }

    /// Goes on after problems, and from the wanted images to all others of the lists.
    mutating func survey(whitelist: Whitelist?) -> WorkspaceSurvey {
        // A tag that is written, but could not be read, is a problem of the list and told as such.
        if !buildTag.isEmpty || list.buildTagPosition == nil { checkBuildTag() }
        want(whitelist)
        grow()
        let ofWanted = problems.count
        want(nil)
        grow()
        problems[ofWanted...] = ArraySlice(problems[ofWanted...].map(Self.softened))
        let graph = graphWithoutLoops()
        let workspace = Workspace(
            options: options,
            manifest: manifest,
            buildTag: buildTag,
            graph: graph,
            images: finished(),
            warnings: warnings
        )
        return WorkspaceSurvey(
            workspace: workspace,
            problems: problems,
            names: names,
            listed: drafts.compactMapValues(\.listed)
        )
    }

    /// A project that no wanted image needs may be missing on disk: contract, 1.1.
    private static func softened(_ problem: Diagnostic) -> Diagnostic {
        guard problem.rule == .notCheckedOut else { return problem }
        var softened = problem
        softened.severity = .warning
        softened.message += "; no wanted image needs it"
        return softened
    }

    /// The graph without one need of each loop, the loops told as problems.
    private mutating func graphWithoutLoops() -> DependencyGraph {
        var kept = edges
        while true {
            let loop: DependencyCycle
            do throws(DependencyCycle) {
                return try DependencyGraph(nodes: keys, edges: kept)
            } catch {
                loop = error
            }
            problems.append(Self.problem(loop))
            let last = loop.edges.last
            // At least one edge goes with each round, so the rounds come to an end.
            kept.removeAll { last == nil || $0.child == last?.child && $0.parent == last?.parent }
        }
    }

    private mutating func checkBuildTag() {
        let position = options.buildTag == nil ? list.buildTagPosition : nil
        if buildTag.isEmpty {
            problems.append(
                Diagnostic(
                    .noBuildTag,
                    file: options.imageList,
                    line: nil,
                    column: nil,
                    message: "no docker_build_tag",
                    hint: "add 'docker_build_tag: candidate'"
                )
            )
        } else if !ImageReference.isValidTag(buildTag) {
            problems.append(
                Diagnostic(
                    .badBuildTag,
                    file: position?.file ?? options.imageList,
                    line: position?.line,
                    column: position?.column,
                    message: "\(position == nil ? "the run's" : "the") build tag '\(buildTag)' is no legal tag",
                    hint: ImageReference.legalTag(from: buildTag).map { "'\($0)' would be" }
                )
            )
        }
    }

    // MARK: Which images are wanted

    private mutating func want(_ whitelist: Whitelist?) {
        guard let whitelist else {
            for name in names.buildableNames { wantBuildable(name) }
            for name in names.pullOnlyNames { wantPullOnly(name) }
            return
        }
        for entry in whitelist.entries {
            guard let reference = NameTable.parse(entry.text, at: entry.position, &problems) else { continue }
            if names.buildable[reference.name] != nil {
                wantBuildable(reference.name)
            } else if names.pullOnly[reference.name] != nil {
                if reference.tag != nil || reference.digest != nil { names.override(reference.name, with: reference) }
                wantPullOnly(reference.name)
            } else {
                let known = names.buildableNames + names.pullOnlyNames
                let nearest = Suggestion.nearest(
                    to: reference.familiarName,
                    among: known.map { names.familiarName($0) }
                )
                problems.append(
                    Diagnostic(
                        .unknownImage,
                        at: entry.position,
                        "'\(entry.text)' is in no list of \(options.imageList)",
                        hint: nearest.map { "did you mean '\($0)'?" }
                    )
                )
            }
        }
    }

    private mutating func wantBuildable(_ name: String) {
        guard let (image, reference) = names.buildable[name] else { return }
        add(buildable: image, reference, origin: .listed)
    }

    private mutating func wantPullOnly(_ name: String) {
        for entry in names.pullOnly[name] ?? [] { add(pullOnly: entry, origin: .listed) }
    }

    // MARK: What they need

    /// Reads Dockerfile after Dockerfile until no image is left whose needs are not known.
    private mutating func grow() {
        var next = 0
        while next < keys.count {
            connectAll(keys[next])
            next += 1
            if next == keys.count { runTriggers() }
        }
    }

    private mutating func connectAll(_ key: ImageKey) {
        for use in drafts[key]?.recipe?.resolved.images ?? [] {
            if drafts[key]?.connected.insert(use).inserted == true { connect(key, use) }
        }
    }

    /// An `ONBUILD` of a parent runs in the child, so what it takes files from is a need of the child. It can be told
    /// only when the parent has been read: then the child is read again with the parent's triggers.
    private mutating func runTriggers() {
        var triggers: [ImageKey: [ImageReference: [OnBuildTrigger]]] = [:]
        for edge in edges where edge.use.kind == .from {
            guard let inherited = drafts[edge.parent]?.recipe?.resolved.onBuildTriggers, !inherited.isEmpty else {
                continue
            }
            triggers[edge.child, default: [:]][edge.use.reference.withDefaultTag] = inherited
        }
        for key in keys {
            guard let own = triggers[key], let listed = drafts[key]?.listed else { continue }
            var reader = RecipeReader(options: options, manifest: manifest, places: places)
            reader.baseTriggers = own
            var told = warnings
            if let recipe = reader.read(listed, problems: &problems, warnings: &told) { drafts[key]?.recipe = recipe }
            connectAll(key)
        }
    }

    private mutating func connect(_ child: ImageKey, _ use: ImageUse) {
        let file = drafts[child]?.recipe?.dockerfilePath ?? ""
        let origin = ImageOrigin.parent(of: child.name)
        let parent: ImageKey
        switch names.target(of: use.reference) {
        case .buildable(let image, let reference, let tagged):
            parent = add(buildable: image, reference, origin: origin)
            if !tagged { drafts[parent]?.namedUntagged = true }
            checkPlatform(child, use, of: parent, file: file)
        case .pullOnly(let entry):
            parent = add(pullOnly: entry, origin: origin)
            if names.isBuildTag(use.reference.tag) { checkSingleClaim(entry, use, file: file) }
        case .external(let reference):
            parent = add(external: reference, origin: origin)
        }
        if use.reference.tag == names.writtenTag, use.reference.tag != buildTag, drafts[parent]?.role != .external {
            drafts[parent]?.namedByWrittenTag = true
        }
        edges.append(DependencyEdge(parent: parent, child: child, use: use, file: file))
    }

    /// A listed parent that is built for another platform than the child wants it for would not be the parent that the engine
    /// takes: contract, 1.4.
    private mutating func checkPlatform(_ child: ImageKey, _ use: ImageUse, of parent: ImageKey, file: String) {
        guard let recipe = drafts[parent]?.recipe else { return }
        let built = recipe.resolved.platform
        guard use.effectivePlatform != built else { return }
        problems.append(
            Diagnostic(
                .platformDiffers,
                file: file,
                line: use.line,
                column: use.column,
                message:
                    "'\(child)' needs '\(use.text)' for \(use.effectivePlatform), but '\(parent)' is built for \(built)"
                    + (drafts[parent]?.position.map { " (\($0))" } ?? ""),
                hint: "give both the same platform"
            )
        )
    }

    private mutating func checkSingleClaim(_ entry: NameTable.PullOnly, _ use: ImageUse, file: String) {
        let entries = names.pullOnly[entry.reference.name] ?? []
        guard entries.count > 1 else { return }
        let all = entries.map(\.reference.familiar).joined(separator: ", ")
        problems.append(
            Diagnostic(
                .ambiguousBase,
                file: file,
                line: use.line,
                column: use.column,
                message: "'\(use.text)' could be any of \(all)",
                hint: "keep one of them in \(options.imageList), or name the tag in the Dockerfile"
            )
        )
    }

    @discardableResult
    private mutating func add(
        buildable image: ImageList.BuildableImage,
        _ reference: ImageReference,
        origin: ImageOrigin
    ) -> ImageKey {
        let key = ImageKey(reference.familiarName)
        guard drafts[key] == nil else { return key }
        var draft = Draft(reference: reference, role: .buildable, origin: origin)
        draft.listed = image
        draft.position = image.position
        draft.holdsBuildTag = true
        if !unread.contains(image.name) {
            let reader = RecipeReader(options: options, manifest: manifest, places: places)
            draft.recipe = reader.read(image, problems: &problems, warnings: &warnings)
        }
        insert(key, draft)
        return key
    }

    @discardableResult
    private mutating func add(pullOnly entry: NameTable.PullOnly, origin: ImageOrigin) -> ImageKey {
        let key = ImageKey(entry.reference.familiar)
        guard drafts[key] == nil else { return key }
        var draft = Draft(reference: entry.reference, role: .pullOnly, origin: origin)
        draft.position = entry.position
        let rival = tagHolders[entry.reference.name]
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
        insert(key, draft)
        return key
    }

    private mutating func add(external reference: ImageReference, origin: ImageOrigin) -> ImageKey {
        let key = ImageKey(reference.familiar)
        if drafts[key] == nil { insert(key, Draft(reference: reference, role: .external, origin: origin)) }
        return key
    }

    private mutating func insert(_ key: ImageKey, _ draft: Draft) {
        keys.append(key)
        drafts[key] = draft
        if draft.holdsBuildTag { tagHolders[draft.reference.name] = key }
    }

    // MARK: The result

    private func finished() -> [ImageKey: WorkspaceImage] {
        drafts.reduce(into: [:]) { images, entry in
            let draft = entry.value
            var tags = draft.holdsBuildTag ? [buildTag] : []
            if draft.namedByWrittenTag, draft.holdsBuildTag, let written = names.writtenTag { tags.append(written) }
            if draft.namedUntagged, !tags.contains("latest") { tags.append("latest") }
            images[entry.key] = WorkspaceImage(
                key: entry.key,
                reference: draft.reference,
                role: draft.role,
                origin: draft.origin,
                recipe: draft.recipe,
                requiredTags: tags,
                position: draft.position
            )
        }
    }

    private static func problem(_ cycle: DependencyCycle) -> Diagnostic {
        let loop = cycle.edges.map { "\($0.child) needs \($0.parent) (\($0.file):\($0.use.line))" }
        return Diagnostic(
            .cycle,
            file: cycle.edges.first?.file ?? "",
            line: cycle.edges.first?.use.line,
            column: 1,
            message: "\(cycle)",
            hint: loop.joined(separator: "; ")
        )
    }
}

extension NameTable {
    /// The familiar form of a normalised name of the lists.
    func familiarName(_ name: String) -> String {
        buildable[name]?.reference.familiarName ?? pullOnly[name]?.first?.reference.familiarName ?? name
    }
}
