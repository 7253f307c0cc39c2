import Basics
import ManifestKit

/// Tells problems of a state by the paths that people know: without the folder in which it is laid out.
struct StateWords {
    let scratch: String
    /// Put before the name of a file; empty: nothing.
    let state: String

    func told(_ problem: Diagnostic) -> Diagnostic {
        Diagnostic(
            problem.rule,
            severity: problem.severity,
            file: state.isEmpty ? told(problem.file) : "\(state):\(told(problem.file))",
            line: problem.line,
            column: problem.column,
            message: told(problem.message),
            hint: problem.hint.map(told)
        )
    }

    func told(_ text: String) -> String { text.replacing(scratch + "/", with: "").replacing(scratch, with: ".") }
}
