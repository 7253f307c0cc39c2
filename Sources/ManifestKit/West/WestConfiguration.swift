import Basics

/// What `.west/config` says of the manifest.
///
/// Only the workspace's own file is read, not the user's and the system's.
struct WestConfiguration {
    /// The folder of the manifest repository, relative to the top of the workspace.
    let manifestPath: String
    /// Relative to that folder.
    let manifestFile: String
    /// `+group` and `-group`, applied after all that manifests say.
    let groupFilter: [String]
    let projectFilter: WestProjectFilter

    init(file: String) throws(InputError) {
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
        projectFilter = try WestProjectFilter(Self.items(settings["project-filter"]), file: file)
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
