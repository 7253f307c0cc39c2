import ImageGraph
import RebuildPlanning

/// A plan for people: what set it in motion, each cause once, and what happens because of it.
///
/// On a terminal it is folded until it fits; elsewhere, and with ``isComplete``, every image that something happens to
/// has its line, below the one that it follows from.
struct PlanView {
    let plan: RebuildPlan
    /// What was read and asked, a fact each.
    var heading: [String] = []
    var screen = Screen.none
    /// Whether everything is told, however long that is; then images that are kept are told as well.
    var isComplete = false

    private var isFolded: Bool { screen.isTerminal && !isComplete }

    var lines: [StyledLine] {
        let causes = plan.causes
        let sections = causes.filter { $0.kind != .leftOver }.map(section) + untagging + (isComplete ? kept : [])
        let beginning = header
        let ending = summary(causes)
        let folding = SectionFolding(sections, width: screen.width)
        guard isFolded, let height = screen.height else { return beginning + folding.all + ending }
        // A line stays free for whatever is typed next.
        let room = max(3, height - beginning.count - ending.count - 1)
        return beginning + folding.lines(within: room) + ending
    }

    // MARK: Above and below

    private var header: [StyledLine] {
        var lines: [String] = []
        for part in heading.map({ SafeText.line($0) }) {
            guard let last = lines.last else {
                lines.append(part)
                continue
            }
            let longer = last + "   " + part
            if let width = screen.width, TextWidth.of(longer) > width {
                lines.append(part)
            } else {
                lines[lines.count - 1] = longer
            }
        }
        return lines.map { StyledLine($0, .aside).cut(to: screen.width) }
    }

    private func summary(_ causes: [PlanCause]) -> [StyledLine] {
        let count = causes.isEmpty ? "" : "\(causes.count) cause\(causes.count == 1 ? "" : "s"): "
        let line = StyledLine(count + plan.summary + (plan.engineAsked ? "" : " (no engine was asked)"), .heading)
        let hint = "-v lists every image"
        guard isFolded, !causes.isEmpty, let width = screen.width else { return [line.cut(to: screen.width)] }
        let whole = line.adding("   " + hint, .aside)
        return whole.width <= width ? [whole] : [line.cut(to: width), StyledLine(hint, .aside).cut(to: width)]
    }

    // MARK: Sections

    private func section(_ cause: PlanCause) -> PlanSection {
        let text = CauseText(cause: cause, plan: plan)
        var rows: [PlanRow] = []
        var tree = isFolded ? nil : FollowerTree(cause, plan)
        for root in cause.roots {
            guard let image = plan[root.key] else { continue }
            var row = PlanRow(action: PlanAction(image), name: image.key.name, note: text.note(of: root))
            if isFolded { row.note = [need(of: root), row.note].filter { !$0.isEmpty }.joined(separator: "; ") }
            rows.append(row)
            rows += tree?.rows(below: root.key) ?? []
        }
        return PlanSection(title: text.title, details: text.details, rows: rows)
    }

    /// Which images follow, by the ends of their names, or how many.
    private func need(of root: PlanCause.Root) -> String {
        let count = root.dependents.count
        switch count {
        case 0: return ""
        case 1...3:
            return "then "
                + root.dependents.map { String($0.name.split(separator: "/").last ?? "") }
                .joined(separator: ", ")
        default: return "\(count) images need it"
        }
    }

    /// The tags that images are to lose, whatever the cause.
    private var untagging: [PlanSection] {
        var rows: [PlanRow] = []
        for image in plan.images {
            rows += image.obsoleteTags.map {
                PlanRow(action: .untag, name: $0.reference, note: "from \(Reason.short($0.imageID))")
            }
            rows += image.leftovers.map {
                PlanRow(action: .untag, name: $0.reference, note: "which a run that was cut off left")
            }
        }
        guard !rows.isEmpty else { return [] }
        let names = TextList(isFolded ? rows.map(\.name) : [])
        return [PlanSection(title: "tags to take away", details: names, rows: isFolded ? [] : rows)]
    }

    private var kept: [PlanSection] {
        let rows = plan.images.filter { PlanAction($0) == .keep }.map { image in
            PlanRow(action: .keep, name: image.key.name, note: image.reasons.first.map(FlagAdvice.text) ?? "")
        }
        return rows.isEmpty ? [] : [PlanSection(title: "kept", details: TextList([]), rows: rows)]
    }
}
