import Basics
internal import SystemPackage

/// Whether the files of settings outside of all repositories say anything of how content is converted.
///
/// They are not interpreted: whatever could be such a setting counts as one, and git is asked what it comes to.
struct UserSettings: Sendable {
    /// Whether attributes may apply that no repository has.
    var hasAttributes = false
    /// Whether `core.autocrlf` or another file of attributes may be set.
    var mayConvert = false

    /// What names a setting that matters here, or leads to another file.
    private static let words = ["autocrlf", "attributesfile", "include"]

    /// The most bytes of one file that are read; a larger one counts as saying something.
    private static let fileLimit = 1024 * 1024

    init() {}

    /// Looks at the files that git reads, by git-config(1) and gitattributes(5).
    ///
    /// - Parameters:
    ///   - environment: `HOME`, `XDG_CONFIG_HOME` and the variables `GIT_CONFIG_…`.
    ///   - executable: tells where the settings of the whole system are.
    init(environment: [String: String], executable: FilePath) {
        let home = environment["HOME"].map { FilePath($0) }
        let user =
            environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : FilePath($0) }
            ?? home?.appending(".config")
        // Git is built for a prefix, below which it looks; /usr is the exception.
        let prefix = executable.removingLastComponent().removingLastComponent()
        let systems = [FilePath("/etc"), prefix.appending("etc")]
        let attributes =
            systems.map { $0.appending("gitattributes") } + [user?.appending("git/attributes")].compactMap(\.self)
        hasAttributes = attributes.contains { FileSignature(path: $0) != nil }
        var files: [FilePath] = []
        if let global = environment["GIT_CONFIG_GLOBAL"] {
            files.append(FilePath(global))
        } else {
            files += [home?.appending(".gitconfig"), user?.appending("git/config")].compactMap(\.self)
        }
        if let system = environment["GIT_CONFIG_SYSTEM"] {
            files.append(FilePath(system))
        } else {
            files += systems.map { $0.appending("gitconfig") }
        }
        let keys = environment.filter { $0.key.hasPrefix("GIT_CONFIG_KEY_") }.values
        mayConvert = keys.contains { Self.mentions(Array($0.utf8)) } || files.contains(where: Self.mayConvert)
    }

    /// Whether a file of settings may say how content is converted.
    static func mayConvert(_ file: FilePath) -> Bool {
        guard let (bytes, _) = contents(of: file, limit: fileLimit) else { return FileSignature(path: file) != nil }
        return mentions(bytes)
    }

    private static func mentions(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        return words.contains { text.contains($0) }
    }
}
