import Basics
import GitProbe
import ImageGraph
import ManifestKit

/// The sources of one image before its parents are known, and before the files that git does not vouch for are read.
struct SourceDraft: Sendable {
    /// How the sources stand in each project.
    private(set) var standings: [ProjectPlaces.Place: ProjectStanding]
    let ignored: [ContextPath]
    let fileCount: Int
    /// Why the files could not be listed or read.
    private(set) var failure: String?
    /// Holds the Dockerfile, the ignore file and the files; nil for as long as one of them has to be read.
    private(set) var digest: InputDigest?

    private let dockerfile: SourceFile.Content
    private let ignoreFile: SourceFile.Content?
    /// The files of the context, for as long as they have not been added to the digest.
    private var files: [SourceFile]
    /// What is sent with the permission bits of the disk.
    private var modes: [ContextEntry] = []
    private var expected: [ExpectedFile]
    private let recording: Bool

    /// Lists the context and lets git vouch for it.
    ///
    /// - Parameters:
    ///   - facts: what git said of every checkout that the image has sources in.
    ///   - recording: whether the digest keeps what it hashes.
    init(_ recipe: BuildRecipe, facts: ProjectFacts, hermetic: Bool, recording: Bool = false) {
        var vouching = SourceVouching(recipe, facts: facts, hermetic: hermetic)
        var failure: String?
        if let context = TrackedContext(recipe, facts: facts[recipe.sources.areas[0].place.checkout]) {
            vouching.take(context)
        } else {
            do throws(ContextError) {
                var walker = recipe.contextWalker
                // What git vouches for needs no look, and the rest is read.
                walker.looksAtFiles = recipe.contextModes == .disk
                let entries = try walker.walk().entries
                vouching.take(entries)
                if recipe.contextModes == .disk {
                    modes = entries.filter { !$0.isLink && !vouching.leftOut.contains($0.path) }
                }
            } catch {
                failure = "\(error)"
            }
        }
        dockerfile = vouching.content(ofFile: recipe.sources.dockerfile.path)
        // One that is in the context is among its files.
        let ignoreFile = recipe.sources.ignoreFile.map(\.path)
        self.ignoreFile = ignoreFile.flatMap { path in
            path == PathText.join(recipe.sources.areas[0].root, ".dockerignore") ? nil : vouching.content(ofFile: path)
        }
        standings = vouching.standings
        ignored = vouching.ignored
        fileCount = vouching.files.count
        files = vouching.files
        expected = vouching.expected
        self.failure = failure
        self.recording = recording
        if failure == nil, expected.isEmpty { addToDigest { _ in nil } }
    }

    /// What has to be read.
    var unread: [UnreadFile] {
        guard failure == nil else { return [] }
        var unread = expected.map(\.file)
        guard digest == nil else { return unread }
        for case .disk(let file) in [dockerfile, ignoreFile].compactMap(\.self) + files.map(\.content) {
            unread.append(file)
        }
        return unread
    }

    /// Takes what was read of the files that git does not vouch for.
    mutating func take(_ read: [UnreadFile: Result<HashedFile, FileError>]) {
        guard failure == nil else { return }
        for file in unread {
            if case .failure(let error)? = read[file] {
                failure = "\(error)"
                return
            }
        }
        for file in expected where !file.isMet(by: try? read[file.file]?.get()) {
            standings[file.place]?.noteChanged(file.otherwise)
        }
        expected = []
        if digest == nil { addToDigest { try? read[$0]?.get() } }
    }

    private mutating func addToDigest(_ read: (UnreadFile) -> HashedFile?) {
        func hashed(_ content: SourceFile.Content) -> HashedFile? {
            switch content {
            case .vouched(let blob, let mode): HashedFile(blob: blob, mode: mode)
            case .disk(let file): read(file)
            }
        }
        guard let first = hashed(dockerfile) else { return }
        var digest = InputDigest(recording: recording)
        digest.addDockerfile(blob: first.blob)
        if let ignoreFile {
            guard let second = hashed(ignoreFile) else { return }
            digest.addIgnoreFile(blob: second.blob)
        }
        for file in files {
            guard let content = hashed(file.content) else { return }
            digest.addFile(file.path, mode: content.mode, blob: content.blob)
        }
        for entry in modes { digest.addMode(entry.mode, of: entry.path) }
        digest.settle()
        self.digest = digest
        files = []
        modes = []
    }
}
