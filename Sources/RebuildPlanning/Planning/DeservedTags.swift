import ImageGraph

/// The tags that the labels of an image deserve: contract, 2.3.
///
/// They are those of a build from clean sources on nothing but clean ancestors. A run that was interrupted may have left an image without
/// them.
public struct DeservedTags {
    /// The commit of its `vcs-ref` label.
    public let hash: String
    /// `input-` and the first 16 digits of its input digest label.
    public let input: String

    /// What these labels deserve; nil where they tell of anything that is not clean, or where no run of ours made them.
    public init?(_ labels: [String: String]) {
        guard let digest = labels[LabelName.inputDigest], let input = Self.inputTag(of: digest),
            let commit = labels[LabelName.vcsRef], [40, 64].contains(commit.utf8.count),
            commit.allSatisfy(\.isHexDigit), let version = labels[LabelName.version], Self.isClean(version)
        else { return nil }
        let ofOthers = labels.filter { $0.key.hasPrefix(LabelName.componentPrefix) }
        let dirty = ofOthers.contains { label, value in
            label.hasSuffix(".\(LabelName.ComponentFact.version.rawValue)") && !Self.isClean(value)
        }
        if dirty { return nil }
        hash = commit
        self.input = input
    }

    /// The input tag of a digest (`sha256:…`); nil where it is none.
    public static func inputTag(of digest: String) -> String? {
        let digits = digest.dropFirst("sha256:".count).prefix(16)
        return digest.hasPrefix("sha256:") && digits.utf8.count == 16 ? "input-\(digits)" : nil
    }

    private static func isClean(_ version: String) -> Bool {
        !version.isEmpty && version != ImageSources.Part.dirty
    }
}
