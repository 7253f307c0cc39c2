import ManifestKit
import RebuildPlanning

/// The flags that mend what the libraries find wrong: they name problems and remedies, and know no command line.
enum FlagAdvice {
    /// What follows the hint of a problem in an input, by the problem's code.
    private static let endings = [
        "ignored-files-in-context": ", or use --hermetic",
        "no-build-tag": ", or use --build-tag",
        "not-a-checkout": " by --repo-root",
        "whitelist-tag-ignored": ", or use --build-tag",
    ]

    /// The same problem, its hint with the flag that would do.
    static func advised(_ problem: Diagnostic) -> Diagnostic {
        guard let hint = problem.hint, let ending = endings[problem.code] else { return problem }
        return Diagnostic(
            severity: problem.severity,
            code: problem.code,
            file: problem.file,
            line: problem.line,
            column: problem.column,
            message: problem.message,
            hint: hint + ending
        )
    }

    /// A reason with the flag that led to it, where one did.
    static func text(_ reason: Reason) -> String {
        reason == .forced ? "\(reason) (--build)" : "\(reason)"
    }
}
