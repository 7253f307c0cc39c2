import GitProbe
import ImageGraph

/// The sources of one image before its parents are known, and before the files that git does not vouch for are read.
struct SourceDraft: Sendable {
    var sources: ImageSources
    /// The Dockerfile, which counts even where the context leaves it out.
    let dockerfile: SourceFile
    /// The files of the context, for as long as they have not been added to the digest.
    private(set) var files: [SourceFile] = []
    /// Why the files could not be listed or read.
    private(set) var failure: String?
    /// Holds the Dockerfile and the files; nil for as long as one of them has to be read.
    private(set) var digest: InputDigest?

    /// Whether the digest keeps what it hashes.
    private let recording: Bool

    init(sources: ImageSources, dockerfile: SourceFile, recording: Bool) {
        self.sources = sources
        self.dockerfile = dockerfile
        self.recording = recording
    }

    /// Paths on disk that have to be read.
    var unread: [[UInt8]] {
        guard digest == nil else { return [] }
        var paths: [[UInt8]] = []
        if case .disk(let path) = dockerfile.content { paths.append(path) }
        for case .disk(let path) in files.lazy.map(\.content) { paths.append(path) }
        return paths
    }

    mutating func fail(_ message: String) {
        failure = message
    }

    /// Takes the files, and digests them where git vouches for every one.
    mutating func add(_ files: [SourceFile]) {
        self.files = files
        sources.fileCount = files.count
        addToDigest { _ in nil }
    }

    /// Digests the files with what was read of those that git does not vouch for.
    mutating func add(_ answers: [[UInt8]: Result<ContentHasher.Answer, ContentHasher.Failure>]) {
        guard digest == nil, failure == nil else { return }
        for path in unread {
            if case .failure(let error)? = answers[path] { return fail("\(error)") }
        }
        addToDigest { try? answers[$0]?.get() }
    }

    private mutating func addToDigest(_ read: ([UInt8]) -> ContentHasher.Answer?) {
        func answer(_ file: SourceFile) -> ContentHasher.Answer? {
            switch file.content {
            case .vouched(let blob, let mode): ContentHasher.Answer(blob: blob, mode: mode)
            case .disk(let path): read(path)
            }
        }
        guard let first = answer(dockerfile) else { return }
        var digest = InputDigest(recording: recording)
        digest.addDockerfile(blob: first.blob)
        for file in files {
            guard let answer = answer(file) else { return }
            digest.addFile(file.path, mode: answer.mode, blob: answer.blob)
        }
        digest.settle()
        self.digest = digest
        files = []
    }
}
