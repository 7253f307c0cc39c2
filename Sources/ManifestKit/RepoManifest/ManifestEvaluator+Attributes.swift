extension ManifestEvaluator {
    /// An attribute that must be there and not be empty.
    mutating func required(_ name: String, of element: MarkupElement) -> String? {
        if let value = element[name] { return value }
        log.add(.missingAttribute, at: element.position, "<\(element.name)> has no \(name)")
        return nil
    }

    /// A whole number over 0, as digits without leading zeros; `nil` if there is none or it is none.
    ///
    /// Written as Python's `int()` takes it: white space around it, a `+`, `_` between digits.
    @discardableResult
    mutating func positiveNumber(_ name: String, of element: MarkupElement) -> String? {
        guard let text = element[name] else { return nil }
        let problem = "<\(element.name)> \(name)=\(text.quoted)"
        guard let (negative, digits) = Self.wholeNumber(text) else {
            log.add(.badNumber, at: element.position(of: name), "\(problem) is no whole number")
            return nil
        }
        guard !negative, !digits.isEmpty else {
            log.add(.badNumber, at: element.position(of: name), "\(problem) must be greater than 0")
            return nil
        }
        return digits
    }

    private static func wholeNumber(_ text: String) -> (negative: Bool, digits: String)? {
        let characters = text.unicodeScalars.filter { !$0.properties.isWhitespace }.map(Character.init)
        var digits = characters[...]
        let sign = digits.first.flatMap { "+-".contains($0) ? $0 : nil }
        if sign != nil { digits = digits.dropFirst() }
        let runs = digits.split(separator: "_", omittingEmptySubsequences: false)
        guard runs.allSatisfy({ run in !run.isEmpty && run.allSatisfy { "0123456789".contains($0) } }) else {
            return nil
        }
        return (sign == "-", String(runs.joined().drop { $0 == "0" }))
    }

    /// A switch; one that is neither on nor off is a warning and counts as not given.
    @discardableResult
    mutating func flag(_ name: String, of element: MarkupElement) -> Bool? {
        guard let text = element[name] else { return nil }
        switch text.lowercased() {
        case "yes", "true", "1": return true
        case "no", "false", "0": return false
        default:
            log.add(
                .badBoolean,
                at: element.position(of: name),
                "<\(element.name)> \(name)=\(text.quoted) is ignored: neither true nor false"
            )
            return nil
        }
    }

    /// Whether a path is one that a manifest may name; if it is not, that is reported.
    mutating func check(_ path: String, _ name: String, of element: MarkupElement, _ rule: LocalPathRule) -> Bool {
        guard let problem = rule.problem(with: path) else { return true }
        log.add(
            .illegalPath,
            at: element.position(of: name),
            "<\(element.name)> \(name) \(path.quoted): \(problem)"
        )
        return false
    }

    /// What stands within a project or a remote. It changes no project, but `repo` refuses a manifest in which it
    /// is wrong.
    mutating func checkContent(of element: MarkupElement) {
        for child in element.children {
            switch child.name {
            case "copyfile" where element.name != "remote": checkCopy(child, source: .file)
            case "linkfile" where element.name != "remote": checkCopy(child, source: .linkSource)
            case "annotation": _ = annotation(child)
            default: break
            }
        }
    }

    private mutating func checkCopy(_ element: MarkupElement, source rule: LocalPathRule) {
        let source = required("src", of: element)
        let target = required("dest", of: element)
        if let target { _ = check(target, "dest", of: element, .file) }
        if let source { _ = check(source, "src", of: element, rule) }
    }

    /// An annotation in comparable form, if it is right.
    mutating func annotation(_ element: MarkupElement) -> String? {
        let name = required("name", of: element)
        let value = required("value", of: element)
        let keep = (element["keep"] ?? "true").lowercased()
        if keep != "true" && keep != "false" {
            log.add(
                .badBoolean,
                severity: .error,
                at: element.position(of: "keep"),
                "<annotation> keep=\(keep.quoted) must be \"true\" or \"false\""
            )
        }
        guard let name, let value else { return nil }
        return "\(name)=\(value) (\(keep))"
    }
}
