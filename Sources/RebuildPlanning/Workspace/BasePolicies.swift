public import ImageGraph
public import ManifestKit

/// What follows when images from elsewhere move, as the image list lays it down for each.
public struct BasePolicies: Sendable, Hashable {
    private var policies: [ImageReference: ImageList.BaseImage.Freshness] = [:]

    /// Nothing is laid down.
    public init() {}

    /// - Throws: `InputError` with every name that is no reference, or is the same as another one.
    public init(_ bases: [ImageList.BaseImage], file: String) throws(InputError) {
        var names = BaseNames<ImageList.BaseImage.Freshness>(file: file)
        for base in bases { names.add(base.freshness, name: base.name, at: base.position) }
        try names.throwIfWrong()
        policies = names.entries
    }

    /// Nil: the list says nothing of it, so the lock file decides, or `PlanOptions.staleBase`.
    public subscript(reference: ImageReference) -> ImageList.BaseImage.Freshness? { policies[reference] }

    /// Whether the lock file does not count for an image, because the list wants its tag followed.
    public func follows(_ reference: ImageReference) -> Bool {
        switch policies[reference] {
        case .warn, .rebuild, .ignore: true
        case .locked, nil: false
        }
    }
}
