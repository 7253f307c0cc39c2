import Basics

/// Checks a YAML tree against a schema and takes values from it, going on after each problem.
protocol YAMLSchemaReader {
    var log: DiagnosticLog { get set }
}

/// The building blocks of a schema: each reports what is wrong and answers `nil`, or what there is.
extension YAMLSchemaReader {
    /// The values of a map by key, unknown keys reported.
    mutating func map(_ node: YAMLNode, _ what: String, known: [String]) -> [String: YAMLNode]? {
        guard let pairs = pairs(node, what) else { return nil }
        var map: [String: YAMLNode] = [:]
        for pair in pairs {
            guard let key = pair.key.text, known.contains(key) else {
                unknownKey(pair.key, what, known)
                continue
            }
            map[key] = pair.value
        }
        return map
    }

    mutating func pairs(_ node: YAMLNode, _ what: String) -> [YAMLNode.Pair]? {
        if case .mapping(let pairs) = node.content { return pairs }
        wrongType(node, what, "a map")
        return nil
    }

    /// The entries of a list; none for a key that is not there or has nothing after it.
    mutating func items(_ node: YAMLNode?, _ what: String) -> [YAMLNode] {
        guard let node, !node.isNull else { return [] }
        if case .sequence(let items) = node.content { return items }
        wrongType(node, what, "a list")
        return []
    }

    /// A text that is not empty.
    mutating func text(_ node: YAMLNode, _ what: String) -> String? {
        guard let text = node.text else {
            wrongType(node, what, "a text")
            return nil
        }
        guard !text.isEmpty else {
            log.add(.emptyValue, at: node.position, "\(what) is empty")
            return nil
        }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            log.add(.illegalCharacter, at: node.position, "\(what) has a control character in it: \(text.quoted)")
            return nil
        }
        return text
    }

    mutating func text(_ node: YAMLNode?, _ key: String, requiredBy what: String, _ owner: YAMLNode) -> String? {
        if let node { return text(node, key) }
        log.add(.missingKey, at: owner.position, "\(what) has no \(key)")
        return nil
    }

    /// One of a few words.
    mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ node: YAMLNode,
        _ what: String
    ) -> Choice? {
        guard let text = text(node, what) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        let hint = Suggestion.hint(for: text, among: known) ?? "known values: \(known.joined(separator: ", "))"
        log.add(.illegalValue, at: node.position, "\(what) cannot be \(text.quoted)", hint: hint)
        return nil
    }

    /// `true` or `false`, in any of the words that YAML 1.1 has for them.
    mutating func flag(_ node: YAMLNode, _ what: String) -> Bool? {
        guard case .scalar(let text, .boolean) = node.content else {
            wrongType(node, what, "a boolean")
            return nil
        }
        return ["true", "yes", "on"].contains(text.lowercased())
    }

    mutating func wrongType(_ node: YAMLNode, _ what: String, _ expected: String) {
        var hint: String?
        if case .scalar(let text, let kind) = node.content, expected == "a text", kind != .null {
            hint = "write it in quotes: \(text.quoted)"
        }
        log.add(.wrongType, at: node.position, "\(what) must be \(expected), not \(node.kind)", hint: hint)
    }

    private mutating func unknownKey(_ key: YAMLNode, _ what: String, _ known: [String]) {
        guard case .scalar(let name, _) = key.content else {
            log.add(.wrongType, at: key.position, "a key of \(what) must be a text, not \(key.kind)")
            return
        }
        let hint = Suggestion.hint(for: name, among: known) ?? "known keys: \(known.joined(separator: ", "))"
        log.add(.unknownKey, at: key.position, "unknown key \(name.quoted) in \(what)", hint: hint)
    }
}
