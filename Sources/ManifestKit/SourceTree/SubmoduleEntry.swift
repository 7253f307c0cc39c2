import Basics

/// A submodule as `.gitmodules` describes it.
public struct SubmoduleEntry: Sendable, Hashable {
    public let name: String
    /// Relative to the repository that holds the file, normalised.
    public let path: String
    /// As written; may be relative to the URL of the repository around it.
    public let url: String
    /// The branch that `git submodule update --remote` follows, `.` for that of the repository around it; only for labels.
    public let branch: String?

    /// Reads the settings of a `.gitmodules`.
    ///
    /// - Parameters:
    ///   - settings: keys and values, `submodule.NAME.path` and its like, in the order of the file; the last of one key counts, as with git.
    ///   - file: for messages.
    /// - Returns: the entries in the order of the file; of an entry without a path, which git passes over, nothing.
    /// - Throws: ``InputError`` with every path that leaves the repository or is taken twice.
    public static func read(
        _ settings: [(key: String, value: String)],
        file: String
    ) throws(InputError) -> [SubmoduleEntry] {
        var order: [String] = []
        var values: [String: [String: String]] = [:]
        for (key, value) in settings {
            guard key.hasPrefix("submodule."), let dot = key.lastIndex(of: ".") else { continue }
            let name = String(key[..<dot].dropFirst("submodule.".count))
            if name.isEmpty { continue }
            if values[name] == nil { order.append(name) }
            values[name, default: [:]][String(key[key.index(after: dot)...])] = value
        }
        var log = DiagnosticLog()
        var taken: [String: String] = [:]
        let entries = order.compactMap { name -> SubmoduleEntry? in
            guard let keys = values[name], let written = keys["path"] else { return nil }
            guard let path = PathText.normalized(written), path != ".", !path.split(separator: "/").contains(".git")
            else {
                log.add(.illegalPath, in: file, "submodule \(name.quoted) leaves its repository: \(written.quoted)")
                return nil
            }
            if let other = taken[path] {
                log.add(
                    .duplicatePath,
                    in: file,
                    "submodules \(other.quoted) and \(name.quoted) both want the folder \(path.quoted)"
                )
                return nil
            }
            taken[path] = name
            return SubmoduleEntry(name: name, path: path, url: keys["url"] ?? "", branch: keys["branch"])
        }
        try log.throwIfFailed()
        return entries
    }
}
