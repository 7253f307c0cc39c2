import ImageGraph

/// Turns results into the entries of the report, and keeps the file up to date.
struct ReportKeeper: Sendable {
    private(set) var report = ActionsReport()
    private let planned: [ImageKey: PlannedImage]
    private let buildTag: String
    private let file: ActionsFile?

    init(plan: RebuildPlan, file: ActionsFile?) {
        planned = Dictionary(uniqueKeysWithValues: plan.images.map { ($0.key, $0) })
        buildTag = plan.buildTag
        self.file = file
    }

    func save() throws(PipelineError) {
        try file?.write(report)
    }

    mutating func record(_ result: ImageResult) {
        guard let image = planned[result.key] else { return }
        let base = image.reference.familiarName
        for missed in result.missedPulls {
            report.failedPull.append(.init(tags: [missed.reference.familiar], base: base, reason: missed.message))
        }
        for obsolete in result.obsoletePulls {
            report.obsoletePull.append(
                .init(id: obsolete.id, tags: obsolete.tags, base: base, reason: "\(obsolete.reason)")
            )
        }
        let reason = image.reasons.first.map { "\($0)" }
        switch result.outcome {
        case .kept(let id, let added):
            let tags = image.requiredTags.map { "\(base):\($0)" }
            let reference = image.reference.familiar
            report.preexisting.append(
                .init(
                    id: id,
                    tags: image.role == .buildable ? tags : [reference] + tags,
                    base: base,
                    reason: added.isEmpty ? reason : "\(reason ?? ""); tagged \(added.joined(separator: ", "))"
                )
            )
        case .pulled(let id, let from):
            let tags = [from.familiar] + image.requiredTags.map { "\(base):\($0)" }
            report.pulled.append(.init(id: id, tags: tags, base: base, reason: reason))
        case .built(let id, let tags, let log, let seconds):
            let pushTag = tags.first ?? buildTag
            report.built.append(
                .init(
                    id: id,
                    tags: tags,
                    base: base,
                    buildLog: log ?? "",
                    duration: (seconds * 1000).rounded() / 1000,
                    pushName: "\(base):\(pushTag)",
                    reason: reason
                )
            )
        case .failed(let step, let message, let log):
            recordFailure(image, step, message: message, log: log)
        case .skipped(let ancestor):
            report.skipped.append(
                .init(
                    tags: ["\(base):\(buildTag)"],
                    base: base,
                    reason: "skipped: \(ancestor) failed",
                    failedAncestor: ancestor.name
                )
            )
        case .interrupted(let log):
            report.interrupted = true
            let entry = ActionsReport.Entry(
                tags: ["\(base):\(buildTag)"],
                base: base,
                buildLog: log,
                reason: "interrupted"
            )
            if log == nil { report.skipped.append(entry) } else { report.failedBuild.append(entry) }
        }
    }

    private mutating func recordFailure(
        _ image: PlannedImage,
        _ step: ImageOutcome.Step,
        message: String,
        log: String?
    ) {
        report.failures += 1
        let base = image.reference.familiarName
        if step == .pull {
            let tags = [image.pullReferences.first ?? image.reference].map(\.familiar)
            report.failedPull.append(.init(tags: tags, base: base, reason: message))
        } else {
            report.failedBuild.append(
                .init(tags: ["\(base):\(buildTag)"], base: base, buildLog: log, reason: message)
            )
        }
    }

    mutating func recordObsolete(id: String, tags: [String], image: PlannedImage) {
        let reason = image.reasons.first.map { "\($0)" } ?? ""
        report.obsolete.append(
            .init(id: id, tags: tags, base: image.reference.familiarName, reason: "lost the build tag: \(reason)")
        )
    }

    /// Names the images that were never started.
    mutating func interrupt(rest: [PlannedImage], byUser: Bool) {
        report.interrupted = report.interrupted || byUser
        for image in rest {
            let base = image.reference.familiarName
            report.skipped.append(
                .init(
                    tags: ["\(base):\(buildTag)"],
                    base: base,
                    reason: byUser ? "interrupted" : "not started after an earlier failure"
                )
            )
        }
    }
}

extension ImageResult {
    /// Nothing was done to the engine.
    var isPlainKeep: Bool {
        if case .kept(_, let added) = outcome { added.isEmpty } else { false }
    }
}
