import Basics
internal import SystemPackage

/// Whether a repository's own configuration leaves its plain meaning to the files of a checkout.
///
/// `core.worktree` makes git look at another folder, an include may set anything, an extension may change any format. The file is
/// not interpreted: whatever could be one of these counts as one.
enum RepositoryFormat {
    /// The most bytes of a configuration that are read; a real one has some hundred.
    static let configurationLimit = 1024 * 1024

    static func isPlain(_ configuration: [UInt8]) -> Bool {
        var inExtensions = false
        for line in configuration.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            let text = String(
                decoding: line.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") },
                as: UTF8.self
            )
            .lowercased()
            if text.hasPrefix("[") {
                // A setting may stand behind the name of its section.
                guard text.hasSuffix("]"), !text.hasPrefix("[include") else { return false }
                inExtensions = text.hasPrefix("[extensions")
            } else if !isPlain(setting: text, inExtensions: inExtensions) {
                return false
            }
        }
        return true
    }

    /// - Parameter setting: in lower case and without blanks.
    private static func isPlain(setting: String, inExtensions: Bool) -> Bool {
        if inExtensions { return setting.hasPrefix("preciousobjects=") || setting.hasPrefix("#") }
        if setting.hasPrefix("worktree") { return false }
        if setting.hasPrefix("bare") { return setting == "bare=false" }
        if setting.hasPrefix("repositoryformatversion") {
            return setting == "repositoryformatversion=0" || setting == "repositoryformatversion=1"
        }
        return true
    }
}

extension RepositoryFormat {
    /// Which folder a repository's own configuration makes the top of its checkout.
    enum WorkTree: Equatable {
        /// Nothing is said of it: the folder that holds `.git`.
        case itsOwn
        /// A path, relative to the repository.
        case at(FilePath)
        /// Git has to be asked.
        case unclear
    }

    static func workTree(of directory: GitDirectory) -> WorkTree {
        // There may be no configuration at all; what cannot be read, git cannot read either.
        guard let (bytes, _) = contents(of: directory.configuration, limit: configurationLimit) else {
            return FileSignature(path: directory.configuration) == nil ? .itsOwn : .unclear
        }
        return workTree(configuration: bytes)
    }

    /// Only a plain `worktree = PATH` is read; an include or a second file of settings may say anything.
    static func workTree(configuration: [UInt8]) -> WorkTree {
        let text = String(decoding: configuration, as: UTF8.self)
        let lower = text.lowercased()
        guard lower.contains("worktree") || lower.contains("include") else { return .itsOwn }
        let lines = text.split(whereSeparator: \.isNewline).filter { $0.lowercased().contains("worktree") }
        guard lines.count == 1, let line = lines.first, !lower.contains("include") else { return .unclear }
        let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmed }
        // Quotes, escapes and comments are git's to read.
        guard parts.count == 2, parts[0].lowercased() == "worktree", !parts[1].isEmpty,
            !parts[1].contains(where: { "\"\\#;\u{FFFD}".contains($0) })
        else { return .unclear }
        return .at(FilePath(parts[1]))
    }
}

extension Substring {
    /// Without blanks at both ends.
    fileprivate var trimmed: String {
        var rest = self
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
