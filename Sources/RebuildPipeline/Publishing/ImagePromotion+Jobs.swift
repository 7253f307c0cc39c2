import ImageGraph
public import ManifestKit

extension ImagePromotion {
    /// What the images of a report are to be called.
    public struct Naming: Sendable, Hashable {
        /// The registry and the beginning of the names there (`registry.example/release`), before the names that the images have in
        /// their own registry; nil: they stay in their repositories.
        public var prefix: String?
        /// A tag that all get; nil: only those that name their content for ever.
        public var tag: String?

        public init(prefix: String? = nil, tag: String? = nil) {
            self.prefix = prefix
            self.tag = tag
        }
    }

    /// The images of a report that it could have built: built, kept or pulled.
    ///
    /// - Throws: `InputError` for an entry that nothing names for ever, or whose new name is none, with its place.
    public static func jobs(of report: ActionsReport, file: String, _ naming: Naming) throws(InputError) -> [Job] {
        let lists = [
            ("ib_built", report.built), ("ib_preexisting_images", report.preexisting), ("ib_pulled", report.pulled),
        ]
        var jobs: [Job] = []
        var problems: [Diagnostic] = []
        for (key, entries) in lists {
            for (position, entry) in entries.enumerated() where key == "ib_built" || entry.canBePushed {
                do throws(Refusal) {
                    jobs.append(try job(entry, naming))
                } catch {
                    let message = "\(key)[\(position)]: \(error.message)"
                    problems.append(Diagnostic(.actions, file: file, message: message))
                }
            }
        }
        if !problems.isEmpty { throw InputError(problems) }
        return jobs
    }

    private struct Refusal: Error {
        let message: String
    }

    private static func job(_ entry: ActionsReport.Entry, _ naming: Naming) throws(Refusal) -> Job {
        guard let base = entry.base, let name = try? ImageReference(parsing: base) else {
            throw Refusal(message: "has no base")
        }
        let names = (entry.tags ?? []).map { $0.hasPrefix("\(base):") ? $0 : "\(base):\($0)" } + [entry.pushName ?? ""]
        var seen: Set<ImageReference> = []
        let content = names.compactMap { try? ImageReference(parsing: $0) }
            .filter { $0.name == name.name && $0.namesOneContent && seen.insert($0).inserted }
        guard let source = content.first else {
            throw Refusal(
                message: "'\(base)' has no tag that names its content for ever, as an image of clean sources has"
            )
        }
        var tags = naming.prefix == nil ? [] : content.compactMap(\.tag)
        if let tag = naming.tag { tags.append(tag) }
        let target = naming.prefix.map { "\($0)/\(name.path)" } ?? name.familiarName
        var targets: [ImageReference] = []
        for tag in tags {
            guard let reference = try? ImageReference(parsing: "\(target):\(tag)") else {
                throw Refusal(message: "'\(target):\(tag)' is no image reference")
            }
            targets.append(reference)
        }
        return Job(source: source, digest: entry.digest, targets: targets)
    }
}
