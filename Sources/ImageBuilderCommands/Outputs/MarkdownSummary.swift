import ImageGraph
import RebuildPipeline
import RebuildPlanning

/// A plan, and what came of it, as a page for whoever looks at a CI job (<https://github.github.com/gfm/>).
struct MarkdownSummary {
    let plan: RebuildPlan
    let drawing: GraphDocument
    /// Nil: nothing was carried out.
    var report: ActionsReport?

    /// The first line: such a file may be written anew.
    static let mark = "<!-- imagebuilder summary -->"

    /// More boxes than this are no picture any more, and code hosts refuse larger texts (50,000 characters in Mermaid's own bound).
    private static let drawnImages = 150

    var text: String {
        var parts = [Self.mark, "## imagebuilder: \(Self.escaped(report?.summary ?? plan.summary))"]
        if let report { parts += failures(report) + [results(report)].compactMap(\.self) }
        parts += [causes, graph].compactMap(\.self)
        return parts.joined(separator: "\n\n") + "\n"
    }

    // MARK: The plan

    private var causes: String? {
        var rows: [[String]] = []
        for cause in plan.causes {
            let told = CauseText(cause: cause, plan: plan)
            let why = Self.escaped(told.title + (told.details.isEmpty ? "" : ": " + told.details.text(300)))
            for root in cause.roots {
                guard let image = plan[root.key] else { continue }
                rows.append([PlanAction(image).verb, Self.code(image.key.name), why, "\(root.dependents.count)"])
            }
        }
        guard !rows.isEmpty else { return nil }
        return "### Plan\n\n\(plan.summary)\n\n"
            + Self.table(["", "image", "cause", "images that follow"], rows)
    }

    private var graph: String? {
        guard drawing.nodes.count <= Self.drawnImages else {
            return "The graph has \(drawing.nodes.count) boxes; `imagebuilder graph --svg` draws it."
        }
        return "<details><summary>Graph</summary>\n\n```mermaid\n\(drawing.mermaid())```\n\n</details>"
    }

    // MARK: The run

    private func results(_ report: ActionsReport) -> String? {
        func rows(_ entries: [ActionsReport.Entry], _ verb: String) -> [[String]] {
            entries.map { entry in
                let seconds = entry.duration.map { DurationText.seconds($0) } ?? ""
                let tags = (entry.tags ?? []).map(Self.code).joined(separator: " ")
                return [entry.how == .relabelled ? "relabelled" : verb, Self.code(entry.base ?? ""), seconds, tags]
            }
        }
        let kept = report.preexisting.filter { !($0.addedTags ?? []).isEmpty }
        let all = rows(report.built, "built") + rows(report.pulled, "pulled") + rows(kept, "tagged")
        return all.isEmpty ? nil : "### Result\n\n" + Self.table(["", "image", "time", "tags"], all)
    }

    private func failures(_ report: ActionsReport) -> [String] {
        var rows: [[String]] = []
        for entry in report.failedBuild + report.failedPull {
            let log = entry.buildLog.map { "; log: \(Self.code($0))" } ?? ""
            rows.append(["failed", Self.code(entry.base ?? ""), Self.escaped(entry.reason ?? "") + log])
        }
        for entry in report.skipped {
            rows.append(["skipped", Self.code(entry.base ?? ""), "\(Self.escaped(entry.failedAncestor ?? "")) failed"])
        }
        return rows.isEmpty ? [] : ["### What failed\n\n" + Self.table(["", "image", "why"], rows)]
    }

    // MARK: Markdown

    private static func table(_ headings: [String], _ rows: [[String]]) -> String {
        let lines = [headings, headings.map { _ in "---" }] + rows
        return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    /// Names and paths as they are.
    private static func code(_ text: String) -> String {
        let line = SafeText.line(text).replacing("|", with: "\\|")
        return line.isEmpty ? "" : line.contains("`") ? escaped(text) : "`\(line)`"
    }

    /// Text in which nothing is Markdown or HTML.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in SafeText.line(text) {
            switch character {
            case "<": escaped += "&lt;"
            case "&": escaped += "&amp;"
            case "\\", "`", "*", "_", "[", "]", "|", "#": escaped += "\\\(character)"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
