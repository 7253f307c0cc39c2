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
    /// What was read of the files that git does not vouch for.
    private(set) var readFiles: [UnreadFile: HashedFile] = [:]
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
        ignoreFile = recipe.outerIgnoreFile.map { vouching.content(ofFile: $0) }
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
            readFiles[file] = try? read[file]?.get()
        }
        for file in expected where !file.isMet(by: try? read[file.file]?.get()) {
            standings[file.place]?.noteChanged(file.otherwise)
        }
        expected = []
        if digest == nil { addToDigest { try? read[$0]?.get() } }
    }

    private mutating func addToDigest(_ read: (UnreadFile) -> HashedFile?) {
        digest = InputDigest(
            dockerfile: dockerfile,
            ignoreFile: ignoreFile,
            files: files,
            modes: modes,
            recording: recording,
            read: read
        )
        guard digest != nil else { return }
        files = []
        modes = []
    }
}
