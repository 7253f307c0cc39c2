public import ImageGraph

/// The tag that a build gives its image, and that goes when the image is finished.
///
/// Until the sources have been looked at once more, nothing vouches for the labels of a built image: a file may have been
/// edited between their making and the build. So an image that carries no other tag of its name is not there for a planner.
public enum UnfinishedTag {
    private static let prefix = "unfinished-"
    private static let digits = 16

    /// `unfinished-` and 16 digits of a number, which is one by chance, so that no build takes over the tag of another one, whose image
    /// it would leave without.
    public static func tag(of number: UInt64) -> String {
        let number = String(number, radix: 16)
        return prefix + String(repeating: "0", count: digits - number.utf8.count) + number
    }

    /// Whether a tag is such a one. A tag of the user's own that only begins alike is not.
    public static func isOne(_ tag: String) -> Bool {
        tag.hasPrefix(prefix) && tag.utf8.count == prefix.utf8.count + digits
            && tag.dropFirst(prefix.utf8.count).allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }
}

extension ImageReference {
    /// Whether its tag is that of an image which no run has finished.
    public var isUnfinished: Bool { tag.map(UnfinishedTag.isOne) ?? false }
}

extension Inventory.Image {
    /// Whether all its tags of a repository are those of a build that no run has finished.
    func isUnfinished(as reference: ImageReference) -> Bool {
        let own = tags.filter { $0.name == reference.name }
        return !own.isEmpty && own.allSatisfy(\.isUnfinished)
    }
}
