import RebuildPipeline

/// What `doctor` found: a line a finding, its remedy below it.
struct HealthTable {
    let text: String

    init(_ findings: [HealthFinding]) {
        let width = findings.map(\.subject.count).max() ?? 0
        var lines: [String] = []
        for finding in findings {
            let state = Self.mark(finding.state)
            let subject = finding.subject + String(repeating: " ", count: width - finding.subject.count)
            lines.append("\(state)  \(subject)  \(SafeText.line(finding.message))")
            if let remedy = finding.remedy {
                lines.append(String(repeating: " ", count: width + 11) + "→ " + SafeText.line(remedy))
            }
        }
        text = lines.joined(separator: "\n")
    }

    private static func mark(_ state: HealthFinding.State) -> String {
        switch state {
        case .ok: "ok     "
        case .warning: "warning"
        case .problem: "problem"
        case .skipped: "skipped"
        }
    }
}
