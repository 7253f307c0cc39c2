import Basics
public import ImageGraph
public import ManifestKit

/// Under which digests the images from elsewhere are taken, as the lock file beside the image list says.
public struct LockedBases: Sendable, Hashable {
    private var digests: [ImageReference: String] = [:]

    /// Nothing is locked.
    public init() {}

    /// - Throws: `InputError` with every name that is no reference, or is the same as another one.
    public init(_ lock: BaseLock) throws(InputError) {
        var problems: [Diagnostic] = []
        for base in lock.bases {
            do throws(ReferenceError) {
                let reference = try ImageReference(parsing: base.name).withDefaultTag
                if digests.updateValue(base.digest, forKey: reference) != nil {
                    problems.append(Self.problem(base, "'\(base.name)' is locked already, in another spelling"))
                }
                if reference.digest != nil {
                    problems.append(Self.problem(base, "'\(base.name)' has a digest, so nothing is to be locked"))
                }
            } catch {
                problems.append(Self.problem(base, "\(error)"))
            }
        }
        if !problems.isEmpty { throw InputError(problems) }
    }

    private static func problem(_ base: BaseLock.Base, _ message: String) -> Diagnostic {
        guard let position = base.position else {
            return Diagnostic(.badReference, file: BaseLock.fileName, message: message)
        }
        return Diagnostic(.badReference, at: position, message)
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
