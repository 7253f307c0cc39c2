import ImageGraph

/// Whether what the labels of a present image say of its sources is true of the sources now: contract, 2.5.
///
/// It is asked of an image whose content is equal. That HEAD went on is no untruth then: an image which says that it is clean at a
/// commit still is what that commit makes. What cannot be told (``SourceState/unknown``) proves nothing untrue.
struct LabelTruth {
    private let labels: [String: String]
    private let image: String

    init(of image: Inventory.Image) {
        labels = image.labels
        self.image = image.id
    }

    /// What is not true, at most one label for each repository: of the image as a whole first, then of the others by their names.
    func untruths(about desired: DesiredImage) -> [Reason] {
        guard let own = desired.repositories.first else { return [] }
        let whole = Claim(version: LabelName.version, vcsRef: LabelName.vcsRef)
        let others = desired.repositories.dropFirst().compactMap { part -> Reason? in
            let claim = Claim(
                version: LabelName.component(part.repository, .version),
                vcsRef: LabelName.component(part.repository, .vcsRef)
            )
            // Labels that are not there say nothing.
            guard labels[claim.version] != nil else { return nil }
            return untruth(of: claim, truth: part, by: part.state)
        }
        // The version of the whole image is dirty where any part of it is; the commit is that of its own project.
        let first = untruth(of: whole, truth: own.with(desired.state), by: own.state)
        return (first.map { [$0] } ?? []) + others
    }

    /// Two labels that belong together.
    private struct Claim {
        let version: String
        let vcsRef: String
    }

    /// - Parameters:
    ///   - truth: what labels of now would say.
    ///   - state: of the repository by itself.
    private func untruth(of claim: Claim, truth: ImageSources.Part, by state: SourceState) -> Reason? {
        let version = labels[claim.version] ?? ""
        let commit = labels[claim.vcsRef] ?? ""
        let saysClean = !version.isEmpty && version != ImageSources.Part.dirty
        func isUntrue(_ label: String) -> Reason {
            let expected = label == claim.version ? truth.versionLabel : truth.vcsRefLabel
            return .labelUntrue(label: label, found: labels[label] ?? "", expected: expected, image: image)
        }
        switch truth.state {
        case .clean:
            if !saysClean { return isUntrue(claim.version) }
            return commit.isEmpty ? isUntrue(claim.vcsRef) : nil
        case .diverged, .modified:
            if saysClean {
                let isOfAnotherCommit = !commit.isEmpty && (state != .modified || commit != truth.commit)
                return isOfAnotherCommit ? nil : isUntrue(claim.version)
            }
            let isOtherwiseDirty = !version.isEmpty && commit.isEmpty != truth.vcsRefLabel.isEmpty
            return isOtherwiseDirty ? isUntrue(claim.vcsRef) : nil
        case .unknown: return nil
        }
    }
}
