import Basics

/// What `.west/config` says of the manifest, and where that says nothing of it, what the user's and the system's settings say of the
/// projects: all else must be said by the workspace itself, as west has it.
struct WestConfiguration {
    /// The folder of the manifest repository, relative to the top of the workspace.
    let manifestPath: String
    /// Relative to that folder.
    let manifestFile: String
    /// `+group` and `-group`, applied after all that manifests say.
    let groupFilter: [String]
    let projectFilter: WestProjectFilter

    /// - Parameter outer: the user's and the system's settings, those that count first; what is not there says nothing.
    init(file: String, outer: [String]) throws(InputError) {
        let settings = try Self.manifestSection(of: InputFile.readText(file, what: "configuration of west"))
        guard let path = settings["path"], !path.isEmpty else {
            let message = "the configuration of west has no manifest.path"
            throw InputError([Diagnostic(.missingKey, file: file, message: message, hint: "run 'west init'")])
        }
        manifestPath = path
        manifestFile = settings["file"] ?? "west.yml"
        // West passes over what is no group here.
        groupFilter = Self.items(settings["group-filter"]).filter { item in
            (item.hasPrefix("+") || item.hasPrefix("-")) && WestGroups.isGroup(item.dropFirst())
        }
        projectFilter = try Self.projectFilter(settings, file: file, outer: outer)
    }

    /// The value of the first file that has one; west does not put them together.
    private static func projectFilter(
        _ own: [String: String],
        file: String,
        outer: [String]
    ) throws(InputError) -> WestProjectFilter {
        if let value = own["project-filter"] { return try WestProjectFilter(items(value), file: file) }
        for file in outer where DiskPath.isFile(file) {
            let settings = try manifestSection(of: InputFile.readText(file, what: "configuration of west"))
            if let value = settings["project-filter"] { return try WestProjectFilter(items(value), file: file) }
        }
        return try WestProjectFilter([], file: file)
    }

    private static func items(_ value: String?) -> [String] {
        (value ?? "").split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty }
    }

    /// The section `[manifest]`, by the rules of Python's configparser: `key = value` or `key: value`, keys in any case, lines that begin with
    /// `#` or `;` are comments, and lines that are indented go on with the value before.
    private static func manifestSection(of text: String) -> [String: String] {
        var settings: [String: String] = [:]
        var inSection = false
        var last: String?
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let content = trimmed(line)
            if content.isEmpty || content.hasPrefix("#") || content.hasPrefix(";") { continue }
            if line.first?.isWhitespace == true, let key = last {
                settings[key, default: ""] += "\n" + content
            } else if content.hasPrefix("[") {
                inSection = content == "[manifest]"
                last = nil
            } else if inSection {
                let end = content.firstIndex { $0 == "=" || $0 == ":" } ?? content.endIndex
                let key = trimmed(content[..<end]).lowercased()
                settings[key] = end == content.endIndex ? "" : trimmed(content[content.index(after: end)...])
                last = key
            }
        }
        return settings
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var rest = Substring(text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
