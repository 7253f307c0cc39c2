import ImageGraph
import RebuildPlanning

/// What differs between two plans, for people.
struct DifferenceView {
    let difference: PlanDifference
    var width: Int?

    var lines: [StyledLine] {
        let sections = [
            section("new", difference.added.map { row($0.decision, $0.key.name, Self.told($0.reasons)) }),
            section("gone", difference.gone.map { row($0.decision, $0.key.name, "") }),
            section("decided otherwise", difference.decided.map { row($0.now, $0.key.name, $0.message) }),
            section("otherwise changed", difference.moved.map { row($0.now, $0.key.name, $0.message) }),
        ].filter { !$0.rows.isEmpty }
        let summary = StyledLine(difference.isEmpty ? "no difference" : difference.summary, .heading)
        return SectionFolding(sections, width: width).all + [summary.cut(to: width)]
    }

    private func section(_ title: String, _ rows: [PlanRow]) -> PlanSection {
        PlanSection(title: title, details: TextList([]), rows: rows)
    }

    private func row(_ decision: Decision, _ name: String, _ note: String) -> PlanRow {
        let action: PlanAction =
            switch decision {
            case .keep: .keep
            case .retag: .retag
            case .relabel: .relabel
            case .pull: .pull
            case .build: .build
            }
        return PlanRow(action: action, name: name, note: note)
    }

    private static func told(_ reasons: [Reason]) -> String { reasons.first.map(FlagAdvice.text) ?? "" }
}
