import ImageGraph
import RebuildPipeline
import RebuildPlanning

/// A plan for people: a line an image, the first reason behind it, and a summary.
struct PlanTable {
    private let plan: RebuildPlan
    private let showsKept: Bool

    /// - Parameter showsKept: whether images to which nothing happens get a line, too.
    init(_ plan: RebuildPlan, showsKept: Bool) {
        self.plan = plan
        self.showsKept = showsKept
    }

    var text: String {
        let rows = plan.images.filter { showsKept || $0.decision != .keep }.map(row)
        let verbs = rows.map(\.verb.count).max() ?? 0
        let names = rows.map(\.name.count).max() ?? 0
        var lines = rows.map { row in
            pad(row.verb, verbs) + "  " + pad(row.name, names) + "  " + row.reason
        }
        for image in plan.images {
            for obsolete in image.obsoleteTags {
                lines.append("untag  \(obsolete.reference) from \(obsolete.imageID.prefix(19))")
            }
            for leftover in image.leftovers {
                lines.append("untag  \(leftover.reference), which a run that was cut off left")
            }
        }
        lines.append(plan.summary + (plan.engineAsked ? "" : " (no engine was asked)"))
        return lines.joined(separator: "\n")
    }

    private func row(_ image: PlannedImage) -> (verb: String, name: String, reason: String) {
        let reasons = image.reasons.map { SafeText.line(FlagAdvice.text($0)) }
        var told = reasons.first ?? ""
        // What is clean is built because no registry has it.
        let last = image.findings.last?.reason
        if let last, image.decision == .build || image.refusal == last, image.reasons.first != last {
            told += "; " + SafeText.line(FlagAdvice.text(last))
        }
        if image.decision == .retag, let last = reasons.last, reasons.count > 1 { told += "; " + last }
        if case .parent = image.origin, image.role == .buildable { told += " (\(image.origin))" }
        return (image.decision.rawValue, image.key.name, told)
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
