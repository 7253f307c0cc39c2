extension RegistryReference {
    /// Refuses what is no place in a registry, by the grammar of `distribution/reference` (`regexp.go`): some registries
    /// answer such a request with a failure of their own, and a text with a slash too many would be another request.
    func check() throws(RegistryError) {
        if !RegistryHost.isWellFormed(registry) { throw invalid("'\(registry)' is no host") }
        let path = repository.utf8
        let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard path.count <= 255, parts.allSatisfy(Self.isPathPart) else {
            throw invalid("'\(repository)' is no repository's name")
        }
        if case .tag(let tag) = version, !Self.isTag(tag) { throw invalid("'\(tag)' is no tag") }
    }

    /// - Returns: the tag or the digest, where there must be one.
    func requireVersion() throws(RegistryError) -> String {
        try check()
        guard let versionText else { throw invalid("no tag and no digest is given") }
        return versionText
    }

    private func invalid(_ why: String) -> RegistryError { RegistryError(.invalid, why, reference: self) }

    /// `[\w][\w.-]{0,127}`
    static func isTag(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-"), bytes.count <= 128 else {
            return false
        }
        return bytes.allSatisfy { isASCIIWord($0) || "-._".utf8.contains($0) }
    }

    /// Lower-case letters and digits, in runs that are separated by one `.`, one or two `_`, or any number of `-`.
    private static func isPathPart(_ bytes: Substring.UTF8View) -> Bool {
        guard let first = bytes.first, let last = bytes.last, isLowerAlphanumeric(first), isLowerAlphanumeric(last)
        else {
            return false
        }
        let separators = bytes.split(whereSeparator: isLowerAlphanumeric)
        return separators.allSatisfy { run in
            switch run.first {
            case UInt8(ascii: "."): run.count == 1
            case UInt8(ascii: "_"): run.count <= 2 && run.allSatisfy { $0 == run.first }
            case UInt8(ascii: "-"): run.allSatisfy { $0 == run.first }
            default: false
            }
        }
    }

    private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isASCIIWord(_ byte: UInt8) -> Bool {
        isLowerAlphanumeric(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
