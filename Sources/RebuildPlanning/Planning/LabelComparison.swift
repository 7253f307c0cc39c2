import ImageGraph

/// Whether a present image's labels are those its sources ask for.
package enum LabelComparison {
    /// The first difference between what is wanted and what the image has, or nil if there is none.
    ///
    /// Labels are looked at in the order of their names, so that the same difference is told every time.
    package static func firstDifference(
        wanted: [String: String],
        acceptedVersions: Set<String>,
        found: [String: String],
        image: String
    ) -> Reason? {
        for (label, expected) in wanted.sorted(by: { $0.key < $1.key }) {
            guard let value = found[label] else {
                return .labelMissing(label: label, expected: expected, image: image)
            }
            if value == expected { continue }
            if label == LabelName.version, acceptedVersions.contains(value) { continue }
            return .labelDiffers(label: label, expected: expected, found: value, image: image)
        }
        return nil
    }
}
