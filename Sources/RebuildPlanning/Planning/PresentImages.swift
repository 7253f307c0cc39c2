import ImageGraph

/// Judges the engine's images of one name against what the sources ask for.
struct PresentImages {
    /// What they prove.
    enum Judgement {
        /// This image is right. `byLabels`: only its labels say so.
        case right(Inventory.Image, Reason, byLabels: Bool)
        /// The content of this image is right, and these of its labels are not.
        case mislabelled(Inventory.Image, [Reason])
        /// None is right; how the nearest one differs, and which that is.
        case wrong(Reason, nearest: String)
        /// There is none.
        case absent

        var isBaseMoved: Bool {
            if case .wrong(let reason, _) = self { reason.isBaseMoved } else { false }
        }

        /// The image whose content is right.
        var image: Inventory.Image? {
            switch self {
            case .right(let image, _, _), .mislabelled(let image, _): image
            case .wrong, .absent: nil
            }
        }
    }

    private let images: [Inventory.Image]
    private let desired: DesiredImage
    private let identity: PlanOptions.Identity

    init(inventory: Inventory?, desired: DesiredImage, identity: PlanOptions.Identity) {
        let named = inventory?.images(named: desired.reference.name) ?? []
        images = named.filter { !$0.isUnfinished(as: desired.reference) }
        self.desired = desired
        self.identity = identity
    }

    func judge(ancestorIsBuilt: Bool) -> Judgement {
        if let judgement = sameInputs() { return judgement }
        if desired.state == .clean, !ancestorIsBuilt, let image = sameLabels() {
            return .right(image, .labelsEqual(image: image.id), byLabels: true)
        }
        guard let nearest else { return .absent }
        return .wrong(difference(from: nearest), nearest: nearest.id)
    }

    /// Rows 4 and 5: the input digest label equals the computed one. Of several the one whose labels are right.
    private func sameInputs() -> Judgement? {
        guard let digest = desired.inputDigest else { return nil }
        let same = images.filter { $0.labels[LabelName.inputDigest] == digest }
        if let image = best(of: same.filter { flaws(of: $0).isEmpty }) {
            return .right(image, .inputDigestEqual(digest: digest, image: image.id), byLabels: false)
        }
        return best(of: same).map { .mislabelled($0, flaws(of: $0)) }
    }

    /// Which labels of an image of equal content are not as they must be.
    private func flaws(of image: Inventory.Image) -> [Reason] {
        let untruths = LabelTruth(of: image).untruths(about: desired)
        guard identity == .commit, untruths.isEmpty else { return untruths }
        return labelDifference(from: image).map { [$0] } ?? []
    }

    /// Row 6: no input digest label, and every comparable label equal.
    private func sameLabels() -> Inventory.Image? {
        let candidates = images.filter { identity == .commit || $0.labels[LabelName.inputDigest] == nil }
        return best(of: candidates.filter { labelDifference(from: $0) == nil })
    }

    /// The image to compare with when none is right.
    private var nearest: Inventory.Image? { best(of: images) }

    /// The one that carries the required tags already, else the first.
    private func best(of candidates: [Inventory.Image]) -> Inventory.Image? {
        candidates.first { $0.carries(desired.requiredTags, of: desired.reference) } ?? candidates.first
    }

    private func labelDifference(from image: Inventory.Image) -> Reason? {
        LabelComparison.firstDifference(
            wanted: desired.labels,
            acceptedVersions: desired.acceptedVersions,
            found: image.labels,
            image: image.id
        )
    }

    private func difference(from image: Inventory.Image) -> Reason {
        let found = image.labels[LabelName.inputDigest]
        let byDigest = Reason.inputDigestDiffers(
            expected: desired.inputDigest ?? "unknown",
            found: found ?? "none",
            image: image.id
        )
        if identity == .content, found != nil { return byDigest }
        return labelDifference(from: image) ?? byDigest
    }
}
