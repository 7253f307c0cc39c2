import Basics
import DockerEngine
import GitProbe
import ImageGraph
import RebuildPlanning

/// Makes what BuildKit is offered of the context that was digested.
struct ContextOffer: Sendable {
    let times: OfferedContext.FileTimes
    /// Nobody else's; nil: BuildKit is to keep nothing for later builds.
    let secret: [UInt8]?

    init(_ options: ExecutionOptions) {
        times = options.contextTimes
        // Without times that change with the content, BuildKit cannot tell what changed.
        secret = options.noCache || options.contextTimes == .fixed ? nil : options.contextSecret
    }

    /// The context without what the ignore rules leave out, which a classic builder has to be sent all the same.
    func context(_ sent: SentContext, of recipe: BuildRecipe, _ key: ImageKey) -> OfferedContext {
        let sizes = Self.sizes(sent.entries.lazy.map(\.entry))
        let entries = sent.entries.filter { !sent.readOnly.contains($0.entry.path) }.map { sent in
            Self.entry(sent.entry, mode: sent.mode, blob: sent.blob, sizes, times: times)
        }
        let isKnown = entries.allSatisfy { entry in
            if case .file(_, _, let blob, _) = entry.kind { blob != nil } else { true }
        }
        return OfferedContext(
            entries: entries,
            instructions: .init(
                name: PathText.lastComponent(of: recipe.dockerfile),
                content: recipe.dockerfileContent
            ),
            sharedKey: sharedKey(key, isKnown: isKnown),
            select: Self.select
        )
    }

    /// A context with nothing in it.
    func context(dockerfile text: String) -> OfferedContext {
        OfferedContext(
            entries: [],
            instructions: .init(name: "Dockerfile", content: Array(text.utf8)),
            sharedKey: OfferedContext.freshKey()
        )
    }

    private func sharedKey(_ key: ImageKey, isKnown: Bool) -> String {
        guard let secret, isKnown else { return OfferedContext.freshKey() }
        return OfferedContext.sharedKey(for: "\(key)", secret: secret)
    }

    /// How long the files are.
    static func sizes(_ entries: some Sequence<ContextEntry>) -> [ContextPath: Int64] {
        var sizes: [ContextPath: Int64] = [:]
        for entry in entries { if case .file(let size) = entry.kind { sizes[entry.path] = size } }
        return sizes
    }

    /// One entry as BuildKit is told of it.
    ///
    /// - Parameter sizes: of all files, because a further name of a file does not say it.
    static func entry(
        _ entry: ContextEntry,
        mode: UInt16,
        blob: ObjectID?,
        _ sizes: [ContextPath: Int64],
        times: OfferedContext.FileTimes
    ) -> OfferedEntry {
        func file(_ size: Int64, _ name: ContextPath?) -> OfferedEntry.Kind {
            let source = TarEntry.ContentSource.disk(path: entry.sourcePath, below: entry.sourceRoot)
            return .file(size: size, source: source, blob: blob?.bytes, name: name?.bytes)
        }
        let kind: OfferedEntry.Kind =
            switch entry.kind {
            case .file(let size): file(size, entry.path)
            case .hardLink(let first): file(sizes[first] ?? 0, first)
            case .folder: .folder
            case .symlink(let target): .symlink(target: target)
            }
        return OfferedEntry(path: entry.path.bytes, kind: kind, mode: mode, times: times)
    }

    /// Which entries a build needs that names paths.
    @Sendable static func select(_ selection: OfferedContext.Selection, _ entries: [OfferedEntry]) -> [Bool] {
        let paths = entries.map { ContextPath(bytes: $0.path) }
        guard let patterns = patterns(selection, entries, paths) else { return entries.map { _ in true } }
        var scan = patterns.makeScan()
        return paths.map { scan.isIgnored($0) }
    }

    /// Patterns for what is needed, as an ignore file would have them; nil for everything.
    private static func patterns(
        _ selection: OfferedContext.Selection,
        _ entries: [OfferedEntry],
        _ paths: [ContextPath]
    ) -> IgnorePatterns? {
        let included =
            selection.includePatterns.isEmpty ? IgnorePatterns.none : try? IgnorePatterns(selection.includePatterns)
        guard let included else { return nil }
        guard !selection.followPaths.isEmpty else { return included == .none ? nil : included }
        var links: [ContextPath: [UInt8]] = [:]
        for (entry, path) in zip(entries, paths) {
            if case .symlink(let target) = entry.kind { links[path] = target }
        }
        guard let followed = FollowedPaths(paths, links: links).patterns(for: selection.followPaths) else { return nil }
        return try? followed.prepending(included.patterns)
    }
}
