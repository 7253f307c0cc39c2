import ImageGraph
import ManifestKit

/// Makes a workspace of the inputs: the images that are found, in the order of their needs, or all that is wrong.
struct WorkspaceLoader {
    private let options: WorkspaceOptions
    private let tree: SourceTree
    private let list: ImageList
    private let buildTag: String
    private var finder: ImageFinder

    /// - Parameters:
    ///   - jobs: how many entries of the list are read at once.
    ///   - unread: names of buildable images for which nothing is read, because their entries cannot be relied on.
    init(options: WorkspaceOptions, tree: SourceTree, list: ImageList, jobs: Int, unread: Set<String> = []) {
        self.options = options
        self.tree = tree
        self.list = list
        buildTag = options.buildTag ?? list.buildTag ?? ""
        let shelf = RecipeShelf(RecipeReader(options: options, tree: tree), unread: unread)
        finder = ImageFinder(list, buildTag: buildTag, options: options, shelf: shelf, jobs: jobs)
    }

    /// - Throws: `InputError` with all problems; those of loops only where there is no other.
    mutating func load(whitelist: Whitelist?) async throws(InputError) -> Workspace {
        checkBuildTag()
        var selected: Set<ImageKey> = []
        if options.selection.isEmpty {
            await finder.find(whitelist)
        } else {
            selected = await finder.find(options.selection, among: whitelist)
        }
        if !finder.problems.isEmpty { throw InputError(finder.problems) }
        do throws(DependencyCycle) {
            var found = workspace(try DependencyGraph(nodes: finder.drafts.keys, edges: finder.drafts.edges))
            found.selected = selected
            return found
        } catch {
            throw InputError([NeedProblem.cycle(error)])
        }
    }

    /// Goes on after problems, and from the wanted images to all others of the lists.
    mutating func survey(whitelist: Whitelist?) async -> WorkspaceSurvey {
        // A tag that is written, but could not be read, is a problem of the list and told as such.
        if !buildTag.isEmpty || list.buildTagPosition == nil { checkBuildTag() }
        await finder.find(whitelist)
        let ofWanted = finder.problems.count
        await finder.find(nil)
        var problems = finder.problems[..<ofWanted] + finder.problems[ofWanted...].map(Self.softened)
        let graph = graphWithoutLoops(&problems)
        return WorkspaceSurvey(
            workspace: workspace(graph),
            problems: Array(problems),
            names: finder.names,
            listed: finder.drafts.all.compactMapValues(\.listed)
        )
    }

    private func workspace(_ graph: DependencyGraph) -> Workspace {
        Workspace(
            options: options,
            tree: tree,
            buildTag: buildTag,
            graph: graph,
            images: finder.drafts.finished(buildTag: buildTag, writtenTag: finder.names.writtenTag),
            warnings: tree.warnings + list.warnings + finder.warnings
        )
    }

    private mutating func checkBuildTag() {
        let position = options.buildTag == nil ? list.buildTagPosition : nil
        if let problem = BuildTagProblem.find(buildTag, at: position, list: options.imageList) { finder.note(problem) }
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
    private func graphWithoutLoops(_ problems: inout ArraySlice<Diagnostic>) -> DependencyGraph {
        var kept = finder.drafts.edges
        while true {
            let loop: DependencyCycle
            do throws(DependencyCycle) {
                return try DependencyGraph(nodes: finder.drafts.keys, edges: kept)
            } catch {
                loop = error
            }
            problems.append(NeedProblem.cycle(loop))
            let last = loop.edges.last
            // At least one edge goes with each round, so the rounds come to an end.
            kept.removeAll { last == nil || $0.child == last?.child && $0.parent == last?.parent }
        }
    }
}
