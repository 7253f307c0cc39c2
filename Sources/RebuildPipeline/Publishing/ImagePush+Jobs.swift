import ImageGraph
public import ManifestKit

extension ImagePush {
    /// What a report asks to be pushed.
    ///
    /// - What was built, under its tags and its push name.
    /// - What was kept and got tags, and what was kept and has never been in its registry, as far as the engine knows: under the new
    ///   tags, those that name its content for ever, and its push name.
    /// - With `all`, likewise everything that was kept or pulled and can be built.
    ///
    /// - Throws: `InputError` for an entry without an id or with a name that is none, with its place.
    public static func jobs(of report: ActionsReport, file: String, all: Bool = false) throws(InputError) -> [Job] {
        var reader = JobReader(file: file)
        var jobs = report.built.enumerated().compactMap { position, entry in
            reader.job(entry, reader.full(entry.tags, of: entry), at: "ib_built[\(position)]")
        }
        let kept = report.preexisting.enumerated().filter { all ? $1.canBePushed : $1.mustBePushed }
        let pulled = report.pulled.enumerated().filter { all && $1.canBePushed }
        for (key, entries) in [("ib_preexisting_images", kept), ("ib_pulled", pulled)] {
            for (position, entry) in entries {
                let fixed = (entry.tags ?? []).filter { (try? ImageReference(parsing: $0))?.namesOneContent ?? false }
                let names = fixed + reader.full(entry.addedTags, of: entry)
                if let job = reader.job(entry, names, at: "\(key)[\(position)]") { jobs.append(job) }
            }
        }
        if !reader.problems.isEmpty { throw InputError(reader.problems) }
        return jobs
    }
}

extension ActionsReport.Entry {
    /// Whether it is an image that a run builds where it is not to be had, and not one that is taken from elsewhere.
    var canBePushed: Bool { pushName != nil || !(addedTags ?? []).isEmpty }

    /// Whether its registry lacks something of it.
    fileprivate var mustBePushed: Bool { canBePushed && (digest == nil || !(addedTags ?? []).isEmpty) }
}

/// Makes jobs of entries, and collects what is wrong with them.
private struct JobReader {
    let file: String
    var problems: [Diagnostic] = []

    /// Tags as references; they may be ones already.
    func full(_ tags: [String]?, of entry: ActionsReport.Entry) -> [String] {
        (tags ?? []).map { tag in
            guard let base = entry.base, !tag.hasPrefix("\(base):") else { return tag }
            return "\(base):\(tag)"
        }
    }

    mutating func job(_ entry: ActionsReport.Entry, _ names: [String], at place: String) -> ImagePush.Job? {
        guard let id = entry.id, !id.isEmpty else { return refuse(place, "has no id") }
        guard entry.base != nil else { return refuse(place, "has no base") }
        let names = names + [entry.pushName].compactMap(\.self)
        if names.isEmpty { return refuse(place, "has neither tags nor a push_name") }
        var references: [ImageReference] = []
        for name in names {
            guard let reference = try? ImageReference(parsing: name), reference.tag != nil else {
                return refuse(place, "'\(name)' is no image reference with a tag")
            }
            if !references.contains(reference) { references.append(reference) }
        }
        return ImagePush.Job(
            id: id,
            references: references.filter(\.namesOneContent) + references.filter { !$0.namesOneContent }
        )
    }

    private mutating func refuse(_ place: String, _ message: String) -> ImagePush.Job? {
        problems.append(Diagnostic(.actions, file: file, message: "\(place): \(message)"))
        return nil
    }
}
