import Basics
import ImageGraph
import ManifestKit
import RebuildPlanning

/// Keeps outputs off inputs: none is written over an input of the run, nor over a file that is no earlier output of its
/// kind (contract, 3).
struct OutputGuard: Sendable {
    let files: [OutputFile]
    /// Where new files are made beside others, with the option that names it.
    var folder: (option: String, path: String)?

    init(_ files: [OutputFile?] = [], folder: (option: String, path: String)? = nil) {
        self.files = files.compactMap(\.self)
        self.folder = folder
    }

    /// What can be seen before anything is read.
    func check() throws(UsageError) {
        let streams = files.filter(\.isStandardOutput).map(\.option)
        if streams.count > 1 {
            throw UsageError(
                "the standard output takes one document, not those of \(streams.joined(separator: " and "))"
            )
        }
        for file in files where !file.isStandardOutput {
            try checkPlace(file.option, file.path)
            try checkOwn(file)
        }
        guard let folder else { return }
        try checkPlace(folder.option, folder.path)
        guard !DiskPath.exists(folder.path) || DiskPath.isFolder(folder.path) else {
            throw UsageError("\(folder.option) \(folder.path): is not a folder")
        }
    }

    /// Takes away what runs that were killed left beside the files.
    func clean() {
        for file in files where !file.isStream { AtomicFile.removeAbandonedDrafts(of: file.path) }
    }

    /// What git, repo and west keep is theirs, whatever the name.
    private func checkPlace(_ option: String, _ path: String) throws(UsageError) {
        for part in DiskPath.place(of: path).split(separator: "/") where [".git", ".repo", ".west"].contains(part) {
            throw UsageError("\(option) \(path): lies in \(part), which is not written to")
        }
    }

    /// An earlier output of the same kind, or an empty file, gives way; pipes and devices take what is written.
    private func checkOwn(_ file: OutputFile) throws(UsageError) {
        if DiskPath.isFolder(file.path) { throw UsageError("\(file.option) \(file.path): is a folder") }
        guard DiskPath.isFile(file.path) else { return }
        let beginning: [UInt8]
        do throws(FileError) {
            beginning = try BoundedFile.beginning(of: file.path, count: OutputKind.beginning)
        } catch {
            throw UsageError("\(file.option) \(file.path): \(error.message)")
        }
        guard beginning.isEmpty || file.kind.isBeginning(String(decoding: beginning, as: UTF8.self)) else {
            throw UsageError(
                "\(file.option) \(file.path): is there and is not \(file.kind.name), so it is not written over"
            )
        }
    }

    /// What shows once the inputs are known: an earlier output may be an input all the same.
    func check(against workspace: Workspace) throws(UsageError) {
        for file in files where !file.isStream {
            guard let place = DiskPath.resolved(file.path) else { continue }
            for (input, what) in Self.inputs(of: workspace) where DiskPath.areSame(input, place) {
                throw UsageError("\(file.option) \(file.path): is \(what), an input of this run")
            }
            for image in workspace.images where image.recipe.map({ $0.sends(place) }) ?? false {
                throw UsageError("\(file.option) \(file.path): is a part of the context of \(image.key)")
            }
        }
    }

    /// The files that are read by name.
    private static func inputs(of workspace: Workspace) -> [(path: String, what: String)] {
        let options = workspace.options
        var inputs = [(options.imageList, "the image list"), (workspace.tree.origin, "what describes the tree")]
        if let whitelist = options.whitelist { inputs.append((whitelist, "the whitelist")) }
        for image in workspace.images {
            guard let recipe = image.recipe else { continue }
            inputs.append((recipe.dockerfilePath, "the Dockerfile of \(image.key)"))
            if let file = recipe.ignoreFile { inputs.append((file, "the ignore file of \(image.key)")) }
        }
        return inputs
    }
}

extension BuildRecipe {
    /// Whether a file, by its path with all links followed, is sent to builds of the image.
    fileprivate func sends(_ path: String) -> Bool {
        sources.areas.contains { area in
            guard let inside = PathText.relative(path, to: area.root), inside != "." else { return false }
            return !ignore.isIgnored(ContextPath(PathText.join("\(area.destination)", inside)))
        }
    }
}
