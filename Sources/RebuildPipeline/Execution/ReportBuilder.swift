import Basics
import ImageGraph
import RebuildPlanning

/// Turns results into the entries of the report, and keeps the file up to date.
struct ReportBuilder: Sendable {
    /// What is known now.
    var report = ActionsReport()
    private let planned: [ImageKey: PlannedImage]
    let buildTag: String
    private let file: ActionsFile?
    let inventory: Inventory?
    private var encoder = ReportEncoder()

    /// Images that an earlier run made ready, by repository name.
    private let doneEarlier: Set<String>

    /// Pulls of an earlier run that brought nothing, by repository name, of images that it did not make ready.
    private var openPulls: [String: [ActionsReport.Entry]] = [:]

    /// What this run says of images that it leaves behind.
    var leftBehind: [LeftBehind] = []
    /// Images to which nothing was done.
    private(set) var neverBegun: Set<ImageKey> = []

    /// - Parameters:
    ///   - inventory: what the engine had when the plan was made; nil: of what is kept only the tags that it must have are
    ///     known.
    ///   - earlier: what an earlier run did, of which only the rest is done now.
    ///   - began: when this one began, RFC 3339 in UTC.
    init(
        plan: RebuildPlan,
        file: ActionsFile?,
        inventory: Inventory? = nil,
        earlier: ActionsReport? = nil,
        at began: String? = nil
    ) {
        planned = Dictionary(plan.images.map { ($0.key, $0) }) { first, _ in first }
        buildTag = plan.buildTag
        self.file = file
        self.inventory = inventory
        doneEarlier = earlier?.done ?? []
        report = earlier ?? ActionsReport()
        report.started = report.started ?? began
        report.outcome = .running
        report.failures = 0
        guard let earlier else { return }
        // What was not ready is in this run, or no longer wanted.
        report.failedBuild = []
        report.skipped = []
        report.failedPull = earlier.failedPull.filter { $0.base.map(doneEarlier.contains) ?? false }
        openPulls = Dictionary(grouping: earlier.failedPull) { $0.base ?? "" }.filter { !doneEarlier.contains($0.key) }
    }

    /// Writes down what is known now.
    mutating func save() throws(FileError) {
        try file?.write(report, by: &encoder)
    }

    private var isUnsavedTold = false
    private var isInterrupted = false

    /// Says how the run ended.
    mutating func finish() {
        let isComplete = report.failures == 0 && report.skipped.isEmpty
        report.outcome = isInterrupted ? .interrupted : isComplete ? .succeeded : .failed
    }

    /// True the first time.
    mutating func noteUnsaved() -> Bool {
        defer { isUnsavedTold = true }
        return !isUnsavedTold
    }

    /// Takes in how the work on an image ended that was not started.
    mutating func record(_ outcome: ImageOutcome, of key: ImageKey) {
        if let image = planned[key] { record(outcome, of: image) }
    }

    /// Takes in pulls that brought nothing usable.
    mutating func record(_ attempts: PullAttempts, of image: PlannedImage) {
        let base = image.reference.familiarName
        if !attempts.missed.isEmpty { openPulls[base] = nil }
        for missed in attempts.missed {
            report.failedPull.append(.init(tags: [missed.reference.familiar], base: base, reason: missed.message))
        }
        for obsolete in attempts.obsolete {
            leave(obsolete.id, tags: obsolete.tags, because: "\(obsolete.reason)", in: .obsoletePull, image)
        }
    }

    /// Takes in how the work on an image ended.
    ///
    /// - Parameters:
    ///   - image: as it was worked on, which may be an alternative of the plan.
    ///   - usable: what a pull brought.
    mutating func record(_ outcome: ImageOutcome, of image: PlannedImage, pulled usable: PullAttempts.Usable? = nil) {
        let base = image.reference.familiarName
        let reason = image.reasons.first.map { "\($0)" }
        if doneEarlier.contains(base) {
            // Still as the earlier run left it: what that run says of it stays.
            if image.role != .external, case .kept(let id, let added) = outcome,
                added.isEmpty || isListed(id, of: base)
            {
                return
            }
            forgetEarlier(image)
        }
        switch outcome {
        case .kept(let id, let added):
            var entry = present(id, image, tags: image.requiredTags + added, usable: nil)
            entry.reason = added.isEmpty ? reason : "\(reason ?? ""); tagged \(added.joined(separator: ", "))"
            if image.role == .external {
                report.external.append(entry)
            } else {
                if image.role == .buildable, !added.isEmpty { entry.addedTags = added.map { "\(base):\($0)" } }
                report.preexisting.append(entry)
            }
        case .pulled(let id, let from):
            var entry = present(id, image, from: from, tags: image.requiredTags, usable: usable)
            entry.reason = reason
            if image.role == .external {
                entry.how = .pulled
                report.external.append(entry)
            } else {
                report.pulled.append(entry)
            }
        case .built(let id, let tags, let log, let seconds), .relabelled(let id, let tags, let log, let seconds):
            // One that the earlier run built, and could not write down, is asked for no more: why it was built stays.
            report.failedPull += openPulls.removeValue(forKey: base) ?? []
            let pushTag = tags.first ?? buildTag
            report.built.append(
                .init(
                    id: id,
                    tags: tags,
                    base: base,
                    buildLog: log ?? "",
                    duration: (seconds * 1000).rounded() / 1000,
                    pushName: "\(base):\(pushTag)",
                    reason: reason,
                    how: outcome.isRelabel ? .relabelled : nil
                )
            )
        case .failed(let step, let message, let log):
            recordFailure(image, step, message: message, log: log)
        case .skipped(let ancestor):
            neverBegun.insert(image.key)
            report.skipped.append(
                .init(
                    tags: ["\(base):\(buildTag)"],
                    base: base,
                    reason: "skipped: \(ancestor) failed",
                    failedAncestor: ancestor.name
                )
            )
        case .interrupted(let log):
            isInterrupted = true
            let entry = ActionsReport.Entry(
                tags: ["\(base):\(buildTag)"],
                base: base,
                buildLog: log,
                reason: "interrupted"
            )
            if log == nil { report.skipped.append(entry) } else { report.failedBuild.append(entry) }
        }
    }

    /// Takes in that an image which the report has as ready did not get its last tags.
    mutating func revise(_ outcome: ImageOutcome, of image: PlannedImage) {
        // What an interruption left unfinished is true as it stands, and finished by the run that resumes this one.
        if case .interrupted = outcome {
            isInterrupted = true
            return
        }
        forgetEarlier(image)
        record(outcome, of: image)
    }

    private func isListed(_ id: String, of base: String) -> Bool {
        (report.built + report.pulled + report.preexisting).contains { $0.base == base && $0.id == id }
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

    /// Names the images that were never started.
    mutating func interrupt(rest: [PlannedImage], byUser: Bool) {
        isInterrupted = isInterrupted || byUser
        for image in rest {
            neverBegun.insert(image.key)
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
