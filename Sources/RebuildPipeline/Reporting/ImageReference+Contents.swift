import ImageGraph

extension ImageReference {
    /// Whether its tag names one content for ever: a commit, or an input digest (contract, 2.3).
    var namesOneContent: Bool {
        guard let tag else { return false }
        if tag.hasPrefix("input-") { return true }
        return (tag.utf8.count == 40 || tag.utf8.count == 64) && tag.allSatisfy(\.isHexDigit)
    }

    /// What an engine calls a tag, in familiar form; a text that is no reference as it is.
    static func familiar(_ name: String) -> String {
        (try? ImageReference(parsing: name))?.familiar ?? name
    }
}
