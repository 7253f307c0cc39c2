import ImageGraph

extension InputDigest {
    /// The digest as far as the files of an image are concerned; nil where one of them is not known.
    ///
    /// - Parameters:
    ///   - ignoreFile: of one outside the context.
    ///   - modes: what is sent with the permission bits of the disk.
    ///   - read: what was read of a file that git does not vouch for.
    init?(
        dockerfile: SourceFile.Content,
        ignoreFile: SourceFile.Content?,
        files: [SourceFile],
        modes: [ContextEntry],
        recording: Bool = false,
        read: (UnreadFile) -> HashedFile?
    ) {
        guard let first = dockerfile.hashed(read) else { return nil }
        self.init(recording: recording)
        addDockerfile(blob: first.blob)
        if let ignoreFile {
            guard let second = ignoreFile.hashed(read) else { return nil }
            addIgnoreFile(blob: second.blob)
        }
        for file in files {
            guard let content = file.content.hashed(read) else { return nil }
            addFile(file.path, mode: content.mode, blob: content.blob)
        }
        for entry in modes { addMode(entry.mode, of: entry.path) }
        settle()
    }
}

extension SourceFile.Content {
    /// What it is, where git vouches for it or it was read.
    func hashed(_ read: (UnreadFile) -> HashedFile?) -> HashedFile? {
        switch self {
        case .vouched(let blob, let mode): HashedFile(blob: blob, mode: mode)
        case .disk(let file): read(file)
        }
    }
}
