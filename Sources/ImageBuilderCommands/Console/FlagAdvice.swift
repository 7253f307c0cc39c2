import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// The flags that mend what the libraries find wrong: they name problems and remedies, and know no command line.
enum FlagAdvice {
    /// What follows the hint of a problem in an input, by its rule.
    private static let endings: [Rule: String] = [
        .baseNotLocked: " by 'imagebuilder lock'",
        .ignoredFilesInContext: ", or use --hermetic",
        .noBuildTag: ", or use --build-tag",
        .notACheckout: " by --repo-root",
        .notFound: "; --container-list and --filter-images name another one",
        .severalTrees: " by --tree",
        .whitelistTagIgnored: ", or use --build-tag",
    ]

    /// The same problem, its hint with the flag that would do.
    static func advised(_ problem: Diagnostic) -> Diagnostic {
        guard let hint = problem.hint, let ending = endings[problem.rule] else { return problem }
        var advised = problem
        advised.hint = hint + ending
        return advised
    }

    /// What gives a build more than the limit that it met.
    static func text(_ limit: PipelineEvent.Limit) -> String {
        switch limit {
        case .time: "a longer --timeout gives its build more time"
        case .silence: "a longer --idle-timeout lets its build be silent for longer"
        }
    }

    /// A reason with the flag that led to it, or that mends it, where there is one.
    static func text(_ reason: Reason) -> String {
        switch reason {
        case .forced: "\(reason) (--build)"
        case .gitIgnoredFiles: "\(reason) (--hermetic)"
        case .notLocked: "\(reason) ('imagebuilder lock' adds it)"
        default: "\(reason)"
        }
    }
}
