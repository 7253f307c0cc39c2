import Basics
import ManifestKit
import RebuildPlanning

/// A mistyped command is taken for the name of an image, because the main job is done without naming it.
enum CommandAdvice {
    /// All commands but the main job.
    static let commands = [
        "affected", "check", "doctor", "explain", "graph", "init", "inspect", "lock", "plan", "promote", "prune",
        "push",
        "stale",
    ]

    /// The same problems; where one name is all that was given, no image is near it, and a command is, then with that command.
    static func advised(_ error: InputError, names: [String]) -> InputError {
        guard names.count == 1, let problem = error.diagnostics.first, error.diagnostics.count == 1,
            problem.rule == .unknownName, problem.hint == nil,
            let command = Suggestion.nearest(to: names[0], among: commands)
        else { return error }
        var advised = problem
        advised.hint = "did you mean the command '\(command)'?"
        return InputError([advised])
    }
}
