import Basics
import GitProbe
import ImageGraph
import ManifestKit

/// Lays the commits of a state out, as far as images are told by them.
struct StateLayout {
    let scratch: ScratchTree
    let disk: SourceTree
    let checkouts: [StateCheckout]
    let git: GitProbe

    /// The folders and links of every project, so that paths lead where they would lead on disk.
    func layFolders() async throws(InputError) {
        for checkout in checkouts {
            guard case .success(let content) = checkout.content else { continue }
            try reporting(checkout) { () throws(FileError) in
                try scratch.makeFolder(checkout.project.path)
                // What is a checkout is told by this in a tree of submodules.
                try scratch.write([], at: scratch.place(checkout.project.path, GitPath(".git")))
                var made: Set<[UInt8]> = []
                for file in content.files {
                    let path = file.path.bytes
                    let isFolder = file.mode == .submodule
                    for end in path.indices where path[end] == slash {
                        try make(path[..<end], checkout, &made)
                    }
                    if isFolder { try make(path[...], checkout, &made) }
                }
            }
            let links = content.files.filter { $0.mode == .symbolicLink }
            let targets = try await contents(of: links, checkout, content)
            try reporting(checkout) { () throws(FileError) in
                for link in links {
                    try scratch.makeLink(
                        at: scratch.place(checkout.project.path, link.path),
                        to: targets[link.blob] ?? []
                    )
                }
            }
        }
    }

    private func make(
        _ path: ArraySlice<UInt8>,
        _ checkout: StateCheckout,
        _ made: inout Set<[UInt8]>
    ) throws(FileError) {
        if made.insert(Array(path)).inserted {
            try scratch.makeFolder(at: scratch.place(checkout.project.path, GitPath(bytes: Array(path))))
        }
    }

    /// The files of these names, and those that links of these names lead to.
    ///
    /// - Parameters:
    ///   - read: last parts of paths whose content counts; ignore files are always among them.
    ///   - named: those of which only that they are there counts.
    func layFiles(read: Set<String>, named: Set<String> = []) async throws(InputError) {
        let names = Set(read.union(named).map { Array($0.utf8)[...] })
        let ignoreFile = Array(".dockerignore".utf8)
        var found: [String: [TrackedFile]] = [:]
        for checkout in checkouts {
            guard case .success(let content) = checkout.content else { continue }
            for file in content.files {
                let bytes = file.path.bytes
                let name = bytes.lastIndex(of: slash).map { bytes[($0 + 1)...] } ?? bytes[...]
                guard names.contains(name) || name.suffix(ignoreFile.count).elementsEqual(ignoreFile) else { continue }
                if let end = end(of: file, checkout) { found[end.checkout.project.path, default: []].append(end.file) }
            }
        }
        for checkout in checkouts {
            guard case .success(let content) = checkout.content, let files = found[checkout.project.path] else {
                continue
            }
            let regular = files.filter { $0.mode == .regular || $0.mode == .executable }
            let texts = try await contents(of: regular, checkout, content)
            try reporting(checkout) { () throws(FileError) in
                for file in regular {
                    try scratch.write(texts[file.blob] ?? [], at: scratch.place(checkout.project.path, file.path))
                }
            }
        }
    }

    /// Empty files in place of all that a folder of a project holds, for a walk that only asks for names.
    func layNames(in folder: GitPath, of project: String) throws(InputError) {
        for checkout in checkouts where checkout.project.path == project {
            guard case .success(let content) = checkout.content else { continue }
            try reporting(checkout) { () throws(FileError) in
                for file in content.files.under(folder) where file.mode == .regular || file.mode == .executable {
                    try scratch.write([], at: scratch.place(project, file.path))
                }
            }
        }
    }

    /// Where a file of a project is found: its own place, or that which a link leads to, by however many links.
    private func end(of file: TrackedFile, _ checkout: StateCheckout) -> (checkout: StateCheckout, file: TrackedFile)? {
        var found = (checkout: checkout, file: file)
        // As many as Linux follows.
        for _ in 0..<40 {
            guard found.file.mode == .symbolicLink else { return found }
            let place = scratch.place(found.checkout.project.path, found.file.path)
            guard case .link(let target)? = DiskFile.kind(of: place) else { return nil }
            let folder = PathText.parent(of: String(decoding: place, as: UTF8.self))
            let written = PathText.join(folder, String(decoding: target, as: UTF8.self))
            guard let parent = DiskPath.resolved(PathText.parent(of: written)),
                let next = self.file(at: PathText.join(parent, PathText.lastComponent(of: written)))
            else { return nil }
            found = next
        }
        return nil
    }

    /// The file of a commit whose place in the layout this is.
    private func file(at place: String) -> (checkout: StateCheckout, file: TrackedFile)? {
        guard let inside = PathText.relative(place, to: scratch.root) else { return nil }
        let around = checkouts.filter { PathText.relative(inside, to: $0.project.path) != nil }
        guard let inner = around.max(by: { $0.project.path.utf8.count < $1.project.path.utf8.count }),
            let path = PathText.relative(inside, to: inner.project.path),
            case .success(let content) = inner.content, let file = content.files[GitPath(path)]
        else { return nil }
        return (inner, file)
    }

    private func contents(
        of files: [TrackedFile],
        _ checkout: StateCheckout,
        _ content: StateCheckout.Content
    ) async throws(InputError) -> [ObjectID: [UInt8]] {
        if files.isEmpty { return [:] }
        let folder = disk.checkout(of: checkout.project)
        return try await TreeQuestion.ask(in: folder) { () throws(GitProbeError) in
            try await git.contents(of: files, in: content.commit, folder)
        }
    }

    private func reporting(
        _ checkout: StateCheckout,
        _ body: () throws(FileError) -> Void
    ) throws(InputError) {
        do throws(FileError) {
            try body()
        } catch {
            throw InputError([Diagnostic(.unknownState, file: checkout.project.path, message: "\(error)")])
        }
    }
}

private let slash = UInt8(ascii: "/")
