import ImageGraph
import RebuildPlanning

/// One image, or one tag, of a plan that is shown.
struct PlanRow: Hashable {
    var action: PlanAction
    /// How far below the image that it follows from.
    var depth = 0
    var name: String
    var note = ""

    /// How wide verb and name are made, so that rows stand in columns.
    struct Columns {
        var verb = 0
        var name = 0

        /// - Parameter width: of the terminal; nil: nothing is cut.
        init(for rows: [PlanRow], width: Int?) {
            verb = rows.map(\.action.verb.count).max() ?? 0
            let wanted = rows.map { 2 * $0.depth + TextWidth.of(SafeText.line($0.name)) }.max() ?? 0
            // The note is to be read as well; a name that is cut keeps its end.
            name = width.map { min(wanted, max(12, ($0 - verb - 6) * 3 / 5)) } ?? wanted
        }
    }

    func line(_ columns: Columns, width: Int?) -> StyledLine {
        var line = StyledLine("  \(action.symbol) ", action.style)
        line.add(TextWidth.fit(action.verb, columns.verb), action.style)
        let indent = String(repeating: "  ", count: min(depth, columns.name / 4))
        let name = TextWidth.cutFront(SafeText.line(self.name), to: columns.name - indent.count)
        line.add("  " + indent + (note.isEmpty ? name : TextWidth.fit(name, columns.name - indent.count)))
        if !note.isEmpty { line.add("  " + note, action == .failure ? .plain : .aside) }
        return line.cut(to: width)
    }
}

/// What happens to an image, as a plan that is shown has it.
enum PlanAction: Hashable {
    case build, relabel, pull, retag, keep, untag
    /// It is to be done and may not be.
    case failure

    init(_ image: PlannedImage) {
        self =
            switch image.decision {
            case _ where image.refusal != nil: .failure
            case .keep: .keep
            case .retag: .retag
            case .relabel: .relabel
            case .pull: .pull
            case .build: .build
            }
    }

    var verb: String {
        switch self {
        case .build: "build"
        case .relabel: "relabel"
        case .pull: "pull"
        case .retag: "retag"
        case .keep: "keep"
        case .untag: "untag"
        case .failure: "fail"
        }
    }

    var symbol: String {
        switch self {
        case .build: "+"
        case .relabel: "~"
        case .pull: "↓"
        case .retag: "="
        case .keep: " "
        case .untag: "-"
        case .failure: "!"
        }
    }

    var style: StyledLine.Style {
        switch self {
        case .build: .build
        case .pull: .pull
        case .relabel, .retag, .untag: .label
        case .keep: .aside
        case .failure: .failure
        }
    }
}
