import ImageGraph
import ManifestKit

extension ImageFinder {
    /// Finds what a selection names, and all that it needs.
    ///
    /// What has such a name in the lists is found without reading anything else. Only where that is not enough, because the needs
    /// of all images count, or what is named is in no list, or a whitelist says what there is, everything is read first.
    ///
    /// - Returns: what is named.
    mutating func find(_ selection: ImageSelection, among whitelist: Whitelist?) async -> Set<ImageKey> {
        var outcome = selection.outcome(among: names.images, list: options.imageList)
        if whitelist != nil || selection.followsNeeds || !outcome.problems.isEmpty {
            var everything = self
            await everything.find(whitelist)
            outcome = selection.outcome(
                among: everything.drafts.named,
                edges: everything.drafts.edges,
                list: options.imageList
            )
            if outcome.problems.isEmpty { settle(everything.problems[problems.count...]) }
            names = everything.names
            shelf = everything.shelf
        }
        problems += outcome.problems
        await want(outcome.images)
        grow()
        return Set(outcome.images.map(\.key))
    }

    /// What is wrong with images that may be meant: an image that cannot be read may need one that is named. A project that is
    /// missing on disk is no error until an image that is wanted needs it (contract, 1.1).
    private mutating func settle(_ found: ArraySlice<Diagnostic>) {
        problems += found.filter { $0.rule != .notCheckedOut }
        warnings += found.filter { $0.rule == .notCheckedOut }.map { problem in
            var warning = problem
            warning.severity = .warning
            warning.message += "; so it is not known what it needs"
            return warning
        }
    }

    private mutating func want(_ images: [NamedImage]) async {
        let listed = images.compactMap { names.buildable[$0.reference.name]?.image }
        await shelf.readAhead(listed, names: names, jobs: jobs)
        for image in images {
            switch image.role {
            case .buildable:
                if let (entry, reference) = names.buildable[image.reference.name] {
                    add(buildable: entry, reference, origin: .listed)
                }
            case .pullOnly:
                if let entry = names.pullOnly[image.reference.name]?.first(where: { $0.reference == image.reference }) {
                    add(pullOnly: entry, origin: .listed)
                }
            case .external: add(external: image.reference, origin: image.origin)
            }
        }
    }
}
