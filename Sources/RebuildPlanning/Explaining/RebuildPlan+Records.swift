import ImageGraph

extension RebuildPlan {
    /// The plan with reasons that name which part of the inputs differs, where the record of what the present image was
    /// built of is still there. Decisions stay as they are.
    package func detailed(by records: InputRecordStore, _ sources: WorkspaceSources) async -> RebuildPlan {
        var detailed = self
        for position in images.indices {
            let image = images[position]
            guard let place = image.reasons.firstIndex(where: \.isInputDigestDiffers),
                case .inputDigestDiffers(_, let found, _) = image.reasons[place],
                let earlier = records.record(of: found), let now = await sources.record(of: image.key)
            else { continue }
            detailed.images[position].reasons.insert(
                contentsOf: InputDifference.reasons(from: earlier, to: now),
                at: place
            )
        }
        return detailed
    }
}

extension Reason {
    fileprivate var isInputDigestDiffers: Bool {
        if case .inputDigestDiffers = self { true } else { false }
    }
}
