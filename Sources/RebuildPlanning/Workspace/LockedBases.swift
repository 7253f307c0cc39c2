import Basics
public import ImageGraph
public import ManifestKit

/// Under which digests the images from elsewhere are taken, as the lock file beside the image list says.
public struct LockedBases: Sendable, Hashable {
    private var digests: [ImageReference: String] = [:]

    /// Nothing is locked.
    public init() {}

    /// - Parameter policies: what they let follow its tag is not locked, whatever the file says.
    /// - Throws: `InputError` with every name that is no reference, or is the same as another one.
    public init(_ lock: BaseLock, _ policies: BasePolicies = BasePolicies()) throws(InputError) {
        var names = BaseNames<String>(file: BaseLock.fileName)
        for base in lock.bases { names.add(base.digest, name: base.name, at: base.position) }
        try names.throwIfWrong()
        digests = names.entries.filter { !policies.follows($0.key) }
    }

    /// Where the lock file of an image list lies.
    public static func file(beside list: String) -> String {
        PathText.join(PathText.parent(of: list), BaseLock.fileName)
    }

    /// Whether there is none.
    public var isEmpty: Bool { digests.isEmpty }

    /// The digest that a reference is taken under; nil: it is not locked.
    public func digest(of reference: ImageReference) -> String? { digests[reference] }

    /// The reference with the digest that it is taken under, where it is locked.
    func exact(_ reference: ImageReference) -> ImageReference {
        guard let digest = digests[reference] else { return reference }
        return (try? ImageReference(parsing: "\(reference.normalized)@\(digest)")) ?? reference
    }
}
