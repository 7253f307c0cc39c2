import ImageGraph
import RebuildPlanning

extension ReportBuilder {
    /// What is to be said of an image that is there and was not built: its id, tags, digest, and where it may be pushed to.
    ///
    /// - Parameters:
    ///   - from: under which it was pulled.
    ///   - tags: bare ones that it has for sure.
    func present(
        _ id: String,
        _ image: PlannedImage,
        from: ImageReference? = nil,
        tags: [String],
        usable: PullAttempts.Usable?
    ) -> ActionsReport.Entry {
        let base = image.reference.familiarName
        var names = image.role == .buildable ? [] : [image.reference.familiar]
        if let from { names.append(from.familiar) }
        names += tags.map { "\(base):\($0)" }
        names += usable?.tags ?? tagsBefore(of: id)
        // Those of other repositories are none of this entry's, and this one goes where the image is taken back.
        let passing = "\(base):\(Self.obsoleteTag(id))"
        let leaving = Set([passing] + image.leftovers.map(\.reference))
        names = names.map(ImageReference.familiar)
            .filter { Self.isTag($0, of: image.reference) && !leaving.contains($0) }
        var seen: Set<String> = []
        names = names.filter { seen.insert($0).inserted }
        return .init(
            id: id,
            tags: names,
            base: base,
            digest: image.reference.digest ?? usable?.digest ?? digestBefore(of: id, image.reference),
            pushName: image.role == .buildable ? Self.pushName(names) ?? "\(base):\(buildTag)" : nil
        )
    }

    /// The tag that keeps an image on the engine which loses its last one.
    static func obsoleteTag(_ id: String) -> String { "obsolete-\(Reason.short(id))" }

    /// The name of one content for ever, the commit's first.
    private static func pushName(_ names: [String]) -> String? {
        let fixed = names.compactMap { try? ImageReference(parsing: $0) }.filter(\.namesOneContent)
        return (fixed.first { $0.tag?.hasPrefix("input-") == false } ?? fixed.first)?.familiar
    }

    private static func isTag(_ name: String, of reference: ImageReference) -> Bool {
        (try? ImageReference(parsing: name))?.name == reference.name
    }

    private func tagsBefore(of id: String) -> [String] {
        inventory?.image(id: id)?.tags.map(\.familiar) ?? []
    }

    private func digestBefore(of id: String, _ reference: ImageReference) -> String? {
        inventory?.image(id: id)?.digests.first { $0.name == reference.name }?.digest
    }
}
