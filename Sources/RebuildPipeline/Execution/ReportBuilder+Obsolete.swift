import ImageGraph
import RebuildPlanning

/// An image that a run leaves behind: it lost the build tag, or was pulled and is not as it should be.
struct LeftBehind: Sendable {
    /// The list that its entry is in.
    enum List: Sendable {
        case obsolete, obsoletePull

        var entries: WritableKeyPath<ActionsReport, [ActionsReport.Entry]> {
            switch self {
            case .obsolete: \.obsolete
            case .obsoletePull: \.obsoletePull
            }
        }
    }

    let list: List
    let id: String
    /// The image that takes its place.
    let successor: ImageKey
    let base: String
    /// Tags that it carried and that its successor may take over: not told of before it is known who has them.
    let contested: [String]
}

extension ReportBuilder {
    /// Says that an image loses the build tag, or lost it; what was said of it in this run before is replaced.
    ///
    /// - Parameter tags: those that it is left with.
    mutating func recordObsolete(_ id: String, tags: [String], image: PlannedImage, isTaken: Bool) {
        let reason = image.reasons.first.map { "\($0)" } ?? ""
        let verb = isTaken ? "lost" : "loses"
        leave(id, tags: tags, because: "\(verb) the build tag: \(reason)", in: .obsolete, image)
    }

    /// Takes back that an image loses the build tag.
    mutating func forgetObsolete(_ id: String, image: PlannedImage) {
        let base = image.reference.familiarName
        report.obsolete.removeAll { $0.id == id && $0.base == base }
        leftBehind.removeAll { $0.id == id && $0.base == base && $0.list == .obsolete }
    }

    /// Tells of an image that is left behind.
    ///
    /// A job that removes what is told here must not meet a tag that is on the new image by then, whenever the run is killed. So tags
    /// that this run may give to the new image are not told at first.
    mutating func leave(
        _ id: String,
        tags: [String],
        because reason: String,
        in list: LeftBehind.List,
        _ image: PlannedImage
    ) {
        let base = image.reference.familiarName
        let names = tags.map(ImageReference.familiar)
        let given = image.requiredTags + image.tagsIfBuilt + image.missingTags
        let claimed = Set(given.map { "\(base):\($0)" } + image.pullReferences.map(\.familiar))
        let entry = ActionsReport.Entry(
            id: id,
            tags: names.filter { !claimed.contains($0) },
            base: base,
            reason: reason
        )
        let contested = names.filter(claimed.contains)
        if let position = report[keyPath: list.entries].firstIndex(where: { $0.id == id && $0.base == base }) {
            report[keyPath: list.entries][position] = entry
        } else {
            report[keyPath: list.entries].append(entry)
        }
        leftBehind.removeAll { $0.id == id && $0.base == base && $0.list == list }
        leftBehind.append(LeftBehind(list: list, id: id, successor: image.key, base: base, contested: contested))
    }

    /// The ids of all images that are left behind, each once.
    var idsLeftBehind: [String] { Set(leftBehind.map(\.id)).sorted() }

    /// Says which tags the images that are left behind have in the end.
    ///
    /// - Parameter tags: as the engine tells, by id; where it did not, those of images whose successor was never begun are what they
    ///   were.
    mutating func settle(_ tags: [String: [String]]) {
        for left in leftBehind {
            let list = left.list.entries
            guard let position = report[keyPath: list].firstIndex(where: { $0.id == left.id && $0.base == left.base })
            else { continue }
            if let now = tags[left.id] {
                report[keyPath: list][position].tags = now.map(ImageReference.familiar)
            } else if neverBegun.contains(left.successor) {
                report[keyPath: list][position].tags?.append(contentsOf: left.contested)
            }
        }
    }

    /// Takes out what an earlier run says of an image that is ready anew.
    mutating func forgetEarlier(_ image: PlannedImage) {
        let base = image.reference.familiarName
        let lists: [WritableKeyPath<ActionsReport, [ActionsReport.Entry]>] = [
            \.built, \.pulled, \.preexisting, \.external,
        ]
        for list in lists {
            report[keyPath: list].removeAll { entry in
                // Bases of one repository differ by their tags.
                entry.base == base
                    && (image.role != .external || entry.tags?.contains(image.reference.familiar) ?? true)
            }
        }
    }
}
