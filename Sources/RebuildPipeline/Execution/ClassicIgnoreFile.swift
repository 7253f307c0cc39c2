import DockerEngine

/// Keeps a Dockerfile that is only sent to be read out of the image, as the docker client does for the classic builder.
///
/// That builder takes the archive's `.dockerignore` for two files: it drops the Dockerfile and the `.dockerignore` itself where the patterns
/// leave them out. The client adds both names to it, so that neither a Dockerfile from elsewhere nor the changed file is copied
/// (https://github.com/docker/cli, `AddDockerfileToBuildContext`). BuildKit reads no such file in an archive.
enum ClassicIgnoreFile {
    /// Its name in the archive.
    static let name = ".dockerignore"

    /// The entries of an archive with `dockerfile` left out of what is copied.
    ///
    /// - Parameters:
    ///   - content: of the `.dockerignore` that is among the entries; empty where there is none.
    static func leavingOut(_ dockerfile: String, from entries: [TarEntry], content: [UInt8]) -> [TarEntry] {
        let file = TarEntry.file(name, contents: content + Array("\n\(name)\n\(dockerfile)\n".utf8))
        guard let position = entries.firstIndex(where: { $0.path.elementsEqual(name.utf8) }) else {
            return entries + [file]
        }
        let original = entries[position].kind
        var entries = entries
        entries[position] = file
        // Another name of the file that was there keeps that file's content.
        for index in entries.indices {
            guard case .hardLink(let target) = entries[index].kind, target.elementsEqual(name.utf8) else { continue }
            entries[index] = TarEntry(path: entries[index].path, kind: original, mode: entries[index].mode)
        }
        return entries
    }
}
