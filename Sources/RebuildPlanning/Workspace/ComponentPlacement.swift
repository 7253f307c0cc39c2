import Basics

/// Whether a component, laid into a context, takes the place of a file that stands there: contract, 1.2.
struct ComponentPlacement {
    /// On disk.
    let source: String
    /// Relative to the context.
    let destination: String

    /// Whether it brings another thing to the place of `file`, or leaves no folder for it.
    ///
    /// - Parameter file: relative to the context.
    func replaces(_ file: String) -> Bool {
        // What stands below the file's place makes it a folder.
        if PathText.relative(destination, to: file) != nil { return true }
        guard let below = PathText.relative(file, to: destination) else { return false }
        var reached = source
        for part in below.split(separator: "/") {
            // A file or link where a folder would have to be: folders are joined, this is not.
            guard !DiskPath.isLink(reached) || reached == source, DiskPath.isFolder(reached) else { return true }
            reached = PathText.join(reached, String(part))
            if !DiskPath.exists(reached), !DiskPath.isLink(reached) { return false }
        }
        return true
    }
}
