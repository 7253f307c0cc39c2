import Basics
import RebuildPipeline

/// What is shown of a build that failed: the place in the Dockerfile, and what its step said.
struct FailureText {
    let failure: BuildFailure

    var lines: [String] {
        var lines: [String] = []
        if let file = failure.dockerfile, let line = failure.line {
            lines.append("  \(file):\(line)")
            let digits = failure.excerpt.map { "\($0.number)".count }.max() ?? 0
            lines += failure.excerpt.map { line in
                let number = String(repeating: " ", count: digits - "\(line.number)".count) + "\(line.number)"
                return "  \(line.isFailed ? ">" : " ") \(number) | \(line.text)"
            }
        } else {
            lines.append("  \(failure.step)")
        }
        if !failure.output.isEmpty { lines.append("  it said last:") }
        return lines + failure.output.map { "    \($0)" }
    }
}
