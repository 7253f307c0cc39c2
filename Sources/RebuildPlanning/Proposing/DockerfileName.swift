/// What the name of a file says of it, where it looks like a Dockerfile.
enum DockerfileName: Hashable {
    /// A Dockerfile; what its name says beside that: `web` for `Dockerfile.web` and `web.Dockerfile`.
    case dockerfile(label: String?)
    /// Something that Dockerfiles are made of, or that tells of one; what it is.
    case other(String)

    private static let words = ["dockerfile", "containerfile"]
    private static let templates: Set<String> = [
        "j2", "jinja", "jinja2", "tmpl", "tpl", "template", "in", "erb", "mustache", "hbs", "gotmpl", "m4", "liquid",
    ]
    private static let programs: Set<String> = ["go", "py", "js", "ts", "rb", "rs", "java", "c", "h", "sh", "swift"]
    private static let texts: Set<String> = ["md", "txt", "rst", "html", "json", "yml", "yaml", "lock", "svg", "png"]

    /// - Returns: nil for a file of any other name.
    init?(_ name: String) {
        let lower = name.lowercased()
        guard let label = Self.label(of: lower), !lower.hasSuffix("dockerignore") else { return nil }
        let ending = label.split(separator: ".").last.map(String.init) ?? ""
        if Self.templates.contains(ending) {
            self = .other("a template")
        } else if Self.programs.contains(ending) || Self.texts.contains(ending) {
            return nil
        } else {
            self = .dockerfile(label: label.isEmpty ? nil : label)
        }
    }

    /// What stands beside the word itself.
    private static func label(of name: String) -> String? {
        for word in words {
            if name == word { return "" }
            if name.hasPrefix(word), let mark = name.dropFirst(word.count).first, ".-_".contains(mark) {
                return String(name.dropFirst(word.count + 1))
            }
            if name.hasSuffix(word), let mark = name.dropLast(word.count).last, ".-_".contains(mark) {
                return String(name.dropLast(word.count + 1))
            }
        }
        return nil
    }
}
