import Basics
import GitProbe
package import ImageGraph
import ManifestKit

/// The context of one image as a build is sent it: the very list that its state and its digest were taken of, listed anew.
package struct SentContext: Sendable {
    /// One entry with the mode that it is sent with.
    package struct Entry: Sendable {
        package let entry: ContextEntry
        /// 0644 or 0755 for files, by git's executable bit, and 0755 for folders: what the digest claims, whatever the umask was. Those
        /// of the disk where the image list says so.
        package let mode: UInt16
    }

    /// In the order of their paths.
    package let entries: [Entry]
    /// Where among the entries the Dockerfile stands; nil where it has to be sent beside them, because it lies elsewhere, or
    /// behind a link.
    package let dockerfile: ContextPath?

    /// Lists the context of `recipe`.
    ///
    /// - Parameter facts: what git said of its checkouts.
    init(_ recipe: BuildRecipe, facts: ProjectFacts, hermetic: Bool) throws(ContextError) {
        let walked = try recipe.contextWalker.walk().entries
        var vouching = SourceVouching(recipe, facts: facts, hermetic: hermetic)
        vouching.take(walked)
        var modes: [ContextPath: UInt16] = [:]
        for file in vouching.files {
            if case .vouched(_, let mode) = file.content { modes[file.path] = UInt16(mode.rawValue & 0o777) }
        }
        let leftOut = vouching.leftOut
        entries = walked.filter { !leftOut.contains($0.path) }.map { entry in
            let mode = recipe.contextModes == .disk ? entry.mode : Self.mode(of: entry, vouched: modes[entry.path])
            return Entry(entry: entry, mode: mode)
        }
        let inside = recipe.dockerfileInContext.map { ContextPath($0) }
        let real = Array(recipe.sources.dockerfile.path.utf8)
        dockerfile = walked.contains { $0.path == inside && $0.isPlainFile && $0.source == real } ? inside : nil
    }

    private static func mode(of entry: ContextEntry, vouched: UInt16?) -> UInt16 {
        switch entry.kind {
        case .folder: 0o755
        case .symlink: 0o777
        case .file, .hardLink: vouched ?? (entry.mode & 0o100 != 0 ? 0o755 : 0o644)
        }
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
