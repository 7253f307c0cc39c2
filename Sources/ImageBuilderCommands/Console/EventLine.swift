import Basics
import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning

/// One thing that happens in a run, as a line of JSON: `docs/schemas/events.schema.json`.
struct EventLine: Encodable {
    /// The version of the form, in the first line.
    static let currentFormat = 1

    let event: String
    /// When, by the clock of this machine: RFC 3339 in UTC.
    var time = ""
    var format: Int?
    var image: String?
    var decision: Decision?
    var outcome: String?
    var reference: String?
    var id: String?
    var tags: [String]?
    var log: String?
    var seconds: Double?
    var step: String?
    var message: String?
    var level: String?
    var line: String?
    var bytes: Int64?
    var layer: String?
    var status: String?
    var total: Int64?
    var ancestor: String?
    var limit: String?
    var failure: BuildFailure?
    var images: Int?
    var summary: String?

    init(_ event: String) { self.event = event }

    /// The first line of a run.
    static func planned(_ plan: RebuildPlan) -> EventLine {
        var line = EventLine("plan")
        (line.format, line.images, line.summary) = (currentFormat, plan.images.count, plan.summary)
        return line
    }

    /// What is said beside events.
    static func message(_ text: String, level: String) -> EventLine {
        var line = EventLine("message")
        (line.message, line.level) = (text, level)
        return line
    }

    init(_ event: PipelineEvent) {
        switch event {
        case .started(let key, let decision): self.init("started", key) { $0.decision = decision }
        case .pulling(let key, let progress):
            self.init("pulling", key) { line in
                (line.layer, line.status) = (progress.id, progress.status)
                (line.bytes, line.total) = (progress.current, progress.total)
            }
        case .uploading(let key, let bytes): self.init("uploading", key) { $0.bytes = bytes }
        case .output(let key, let text): self.init("output", key) { $0.line = text }
        case .retrying(let key, let message, let delay):
            self.init("retrying", key) { line in
                line.message = message
                line.seconds = Double(delay.components.seconds) + Double(delay.components.attoseconds) / 1e18
            }
        case .notPulled(let key, let message): self.init("notPulled", key) { $0.message = message }
        case .notRelabelled(let key, let message): self.init("notRelabelled", key) { $0.message = message }
        case .limitMet(let key, let limit): self.init("limitMet", key) { $0.limit = "\(limit)" }
        case .stepFailed(let key, let failure): self.init("stepFailed", key) { $0.failure = failure }
        case .untagged(let reference, let id):
            self.init("untagged")
            (self.reference, self.id) = (reference, id)
        case .finished(let key, let outcome): self.init("finished", key) { $0.take(outcome) }
        case .warning(let message): self = .message(message, level: "warning")
        }
    }

    private init(_ event: String, _ key: ImageKey, _ fill: (inout EventLine) -> Void) {
        self.init(event)
        image = key.name
        fill(&self)
    }

    private mutating func take(_ result: ImageOutcome) {
        switch result {
        case .kept(let id, let added): (outcome, self.id, tags) = ("kept", id, added)
        case .pulled(let id, let from): (outcome, self.id, reference) = ("pulled", id, from.familiar)
        case .built(let id, let tags, let log, let seconds):
            (outcome, self.id, self.tags, self.log, self.seconds) = ("built", id, tags, log, seconds)
        case .relabelled(let id, let tags, let log, let seconds):
            (outcome, self.id, self.tags, self.log, self.seconds) = ("relabelled", id, tags, log, seconds)
        case .failed(let step, let message, let log):
            (outcome, self.step, self.message, self.log) = ("failed", step.rawValue, message, log)
        case .skipped(let ancestor): (outcome, self.ancestor) = ("skipped", ancestor.name)
        case .interrupted(let log): (outcome, self.log) = ("interrupted", log)
        }
    }

    /// The line, without its end.
    func json(at date: Date) -> String {
        var line = self
        line.time = Timestamp.rfc3339(Int64(date.timeIntervalSince1970))
        return (try? JSONText.encode(line, isPretty: false)) ?? "{\"event\":\"\(event)\"}"
    }
}
