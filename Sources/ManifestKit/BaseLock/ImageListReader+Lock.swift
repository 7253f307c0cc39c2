extension ImageListReader {
    /// Checks a YAML tree against the lock file's schema and takes the lock from it, going on after each problem.
    mutating func lock(_ root: YAMLNode) -> BaseLock {
        guard let map = map(root, "the lock file", known: ["format", "bases"]) else { return BaseLock() }
        guard let format = map["format"] else {
            log.add(.missingKey, at: root.position, "the lock file has no format")
            return BaseLock()
        }
        guard case .scalar("\(BaseLock.currentFormat)", _) = format.content else {
            log.add(
                .illegalValue,
                at: format.position,
                "this imagebuilder knows lock files of format \(BaseLock.currentFormat)"
            )
            return BaseLock()
        }
        var first: [String: SourcePosition] = [:]
        var bases: [BaseLock.Base] = []
        for item in items(map["bases"], "bases") {
            guard let base = base(item) else { continue }
            if let other = first[base.name] {
                log.add(.duplicateName, at: item.position, "\(base.name.quoted) is already locked, at \(other)")
            } else {
                first[base.name] = item.position
                bases.append(base)
            }
        }
        return BaseLock(bases: bases)
    }

    private mutating func base(_ node: YAMLNode) -> BaseLock.Base? {
        let what = "an entry of bases"
        guard let map = map(node, what, known: ["name", "digest", "platforms", "checked"]) else { return nil }
        let name = text(map["name"], "name", requiredBy: what, node)
        if map["digest"] == nil { log.add(.missingKey, at: node.position, "\(what) has no digest") }
        let digest = map["digest"].flatMap { self.digest($0, "digest") }
        var platforms: [String: String] = [:]
        if let node = map["platforms"], !node.isNull, let pairs = pairs(node, "platforms") {
            for pair in pairs {
                guard let platform = text(pair.key, "a platform"),
                    let digest = self.digest(pair.value, "the digest of \(platform)")
                else { continue }
                platforms[platform] = digest
            }
        }
        guard let name, let digest else { return nil }
        return BaseLock.Base(
            name: name,
            digest: digest,
            platforms: platforms,
            checked: map["checked"].flatMap { text($0, "checked") },
            position: node.position
        )
    }

    /// `sha256:` and 64 lower-case hexadecimal digits.
    private mutating func digest(_ node: YAMLNode, _ what: String) -> String? {
        guard let text = text(node, what) else { return nil }
        let digits = text.dropFirst("sha256:".count).utf8
        let isHexadecimal = digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard text.hasPrefix("sha256:"), digits.count == 64, isHexadecimal else {
            log.add(
                .illegalValue,
                at: node.position,
                "\(what) is no digest: \(text.quoted)",
                hint: "it is sha256: and 64 hexadecimal digits"
            )
            return nil
        }
        return text
    }
}
