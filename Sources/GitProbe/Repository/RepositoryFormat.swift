/// Whether a repository's own configuration leaves its plain meaning to the files of a checkout.
///
/// `core.worktree` makes git look at another folder, an include may set anything, an extension may change any format. The file is
/// not interpreted: whatever could be one of these counts as one.
enum RepositoryFormat {
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
