public import DockerEngine
public import GitProbe
public import ManifestKit

/// Why a run could not be carried through. What goes wrong with single images is no such error: the report tells it.
public enum PipelineError: Error, Sendable, CustomStringConvertible {
    /// Input files are wrong; everything that is wrong with them.
    case inputs(InputError)
    /// The engine cannot be used at all.
    case engine(EngineError)
    /// Git itself cannot be used.
    case git(GitProbeError)
    /// A stored plan no longer fits what is there.
    case stalePlan(file: String, PlanDrift)
    /// The run is done, but its report could not be written; here it is.
    case unsavedReport(ActionsReport, path: String, message: String)
    /// A file that the run was to write or read could not be.
    case output(path: String, message: String)

    public var description: String {
        switch self {
        case .inputs(let error): "\(error)"
        case .engine(let error): "\(error)"
        case .git(let error): "\(error)"
        case .stalePlan(let file, let drift):
            "\(file) no longer fits, so nothing was done:\n" + drift.lines.map { "  \($0)" }.joined(separator: "\n")
        case .unsavedReport(_, let path, let message): "\(path): the actions file could not be written: \(message)"
        case .output(let path, let message): "\(path): \(message)"
        }
    }
}
