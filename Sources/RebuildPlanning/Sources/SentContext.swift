import Basics
package import GitProbe
package import ImageGraph
import ManifestKit

/// The context of one image as a build is sent it: the very list that its state and its digest were taken of, listed anew and found
/// to be the same.
package struct SentContext: Sendable {
    /// One entry with the mode that it is sent with.
    package struct Entry: Sendable {
        package let entry: ContextEntry
        /// 0644 or 0755 for files, by git's executable bit, and 0755 for folders: what the digest claims, whatever the umask was. Those
        /// of the disk where the image list says so.
        package let mode: UInt16
        /// The content that was digested, for files and links; nil where there is no digest.
        package let blob: ObjectID?
    }

    /// In the order of their paths.
    package let entries: [Entry]
    /// What is among the entries only because a builder may have to read it there: the ignore rules leave it out.
    package let readOnly: Set<ContextPath>
    /// Where among the entries the Dockerfile stands; nil where it has to be sent beside them, because it lies elsewhere, or
    /// behind a link.
    package let dockerfile: ContextPath?
    /// The digest of what is listed, as far as files are concerned; nil where one of them is not known.
    let digest: InputDigest?

    /// Lists the context of `recipe`.
    ///
    /// - Parameters:
    ///   - facts: what git said of its checkouts.
    ///   - planned: what its digest was taken of.
    /// - Throws: also where a file is not as it was digested.
    init(
        _ recipe: BuildRecipe,
        facts: ProjectFacts,
        hermetic: Bool,
        planned: ImageSources?
    ) throws(ContextError) {
        let walked = try recipe.contextWalker.walk().entries
        var vouching = SourceVouching(recipe, facts: facts, hermetic: hermetic)
        vouching.take(walked)
        let leftOut = vouching.leftOut
        let present = leftOut.isEmpty ? walked : walked.filter { !leftOut.contains($0.path) }
        let comparison = ListComparison(recipe, facts: facts, planned: planned)
        try comparison.requireKnown(vouching.files, present)
        var contents: [ContextPath: HashedFile] = [:]
        for file in vouching.files { contents[file.path] = file.content.hashed(comparison.known) }
        entries = present.map { entry in
            let content = contents[entry.path]
            let mode = recipe.contextModes == .disk ? entry.mode : Self.mode(of: entry, content)
            return Entry(entry: entry, mode: mode, blob: content?.blob)
        }
        let dockerfile = vouching.content(ofFile: recipe.sources.dockerfile.path)
        try comparison.requireParsed(dockerfile.hashed(comparison.known))
        digest = InputDigest(
            dockerfile: dockerfile,
            ignoreFile: recipe.outerIgnoreFile.map { vouching.content(ofFile: $0) },
            files: vouching.files,
            modes: recipe.contextModes == .disk ? present.filter { !$0.isLink } : [],
            read: comparison.known
        )
        readOnly = Self.readOnly(of: recipe, present)
        let inside = recipe.dockerfileInContext.map { ContextPath($0) }
        let real = Array(recipe.sources.dockerfile.path.utf8)
        self.dockerfile = present.contains { $0.path == inside && $0.isPlainFile && $0.source == real } ? inside : nil
    }

    private static func mode(of entry: ContextEntry, _ content: HashedFile?) -> UInt16 {
        switch entry.kind {
        case .folder: return 0o755
        case .symlink: return 0o777
        case .file, .hardLink:
            if let content { return UInt16(content.mode.rawValue & 0o777) }
            return entry.mode & 0o100 != 0 ? 0o755 : 0o644
        }
    }

    /// The files that are sent in spite of the ignore rules, and the folders that hold nothing else.
    private static func readOnly(of recipe: BuildRecipe, _ present: [ContextEntry]) -> Set<ContextPath> {
        let patterns = recipe.contextWalker.appliedPatterns
        var scan = patterns.makeScan()
        var found = Set(recipe.alwaysSent.filter { scan.isIgnored($0) })
        guard !found.isEmpty else { return [] }
        // Backwards, what a folder holds comes before the folder.
        var holding: Set<ContextPath> = []
        for entry in present.reversed() where !found.contains(entry.path) {
            let holdsMore = holding.contains(entry.path)
            let isEmptied = entry.kind == .folder && !holdsMore && found.contains { entry.path.contains($0) }
            if isEmptied, scan.isIgnored(entry.path) {
                found.insert(entry.path)
            } else if let folder = entry.path.parent {
                holding.insert(folder)
            }
        }
        return found
    }
}

extension ContextEntry {
    fileprivate var isPlainFile: Bool {
        switch kind {
        case .file, .hardLink: true
        case .folder, .symlink: false
        }
    }
}
