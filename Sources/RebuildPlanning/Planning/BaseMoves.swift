import ImageGraph
import ManifestKit

/// Whether the images from elsewhere that present images were built on have come to be others, and what follows.
struct BaseMoves {
    let options: PlanOptions
    /// Nil where no engine was asked.
    let inventory: Inventory?

    /// What follows when the base of an image has moved: what the list lays down for that base, else for all.
    func course(for desired: DesiredImage) -> PlanOptions.StaleBase {
        switch desired.baseFreshness {
        case .warn: .warn
        case .rebuild: .rebuild
        case .ignore: .ignore
        case .locked, nil: options.staleBase
        }
    }

    /// What is to be said of an image: of each base once, with the images that stand right on it.
    func warnings(of desired: DesiredImage, _ image: Inventory.Image, above: Ancestry) -> [Reason] {
        guard course(for: desired) != .ignore, desired.base != nil else { return [] }
        return move(of: desired, image, above: above).map { [$0] } ?? []
    }

    /// Whether the base, which is the engine's or the one that is pulled in its place, is another than the one `image` says it was
    /// built on: that, or nothing. An image that stands on others of the lists says it by a label that it has from them.
    func move(of desired: DesiredImage, _ image: Inventory.Image, above: Ancestry) -> Reason? {
        guard let base = desired.base ?? desired.inheritedBase else { return nil }
        guard let recorded = desired.recordedBase(image) else {
            let isUnknown = desired.inheritedBase != nil && above.isOnMovedBase
            return isUnknown ? .baseUnrecorded(reference: base.familiar, image: image.id) : nil
        }
        let digests = above.pulledBases[base].map { [$0] } ?? inventory?.image(base)?.digests(of: base) ?? []
        guard let first = digests.first, !digests.contains(recorded) else { return nil }
        return .baseMoved(reference: base.familiar, expected: recorded, found: first)
    }
}

extension DesiredImage {
    /// The digest of the image from elsewhere that a present image was built on, by its labels.
    fileprivate func recordedBase(_ image: Inventory.Image) -> String? {
        if base != nil { return image.labels[LabelName.ociBaseDigest].flatMap { $0.isEmpty ? nil : $0 } }
        return image.labels[LabelName.rootBase].flatMap { try? ImageReference(parsing: $0).digest }
    }
}
