import Basics

/// A file that the user wants written, by the option that names it.
struct OutputFile: Sendable {
    /// As the user may have written it: `-a`.
    let option: String
    let path: String
    let kind: OutputKind

    /// - Returns: nil where the option was not given.
    init?(_ option: String, _ path: String?, _ kind: OutputKind) {
        guard let path else { return nil }
        self.option = option
        self.path = path
        self.kind = kind
    }

    /// `-` is the standard output.
    var isStandardOutput: Bool { path == "-" }

    /// A pipe or a device: it takes text once, and is no file that could be replaced.
    var isStream: Bool {
        isStandardOutput || DiskPath.exists(path) && !DiskPath.isFile(path) && !DiskPath.isFolder(path)
    }

    /// Writes all of it at once.
    func write(_ text: String, _ console: Console) throws(FileError) {
        if isStandardOutput {
            console.document(text)
        } else {
            try AtomicFile.write(text, to: path)
        }
    }
}
