public import Basics
public import DockerEngine
public import Foundation
public import GitProbe
public import ManifestKit
public import RebuildPlanning

/// Why a run could not be carried through. What goes wrong with single images is no such error: the report tells it.
public enum PipelineError: Error, Sendable, CustomStringConvertible, LocalizedError {
    /// Input files are wrong; everything that is wrong with them.
    case inputs(InputError)
    /// The engine cannot be used at all.
    case engine(EngineError)
    /// Git itself cannot be used.
    case git(GitProbeError)
    /// A stored plan no longer fits what is there.
    case stalePlan(file: String, StalePlan)
    /// The run is done, but its report could not be written; here it is.
    case unsavedReport(ActionsReport, FileError)
    /// A file that the run was to write or read could not be.
    case file(FileError)

    public var description: String {
        switch self {
        case .inputs(let error): "\(error)"
        case .engine(let error): "\(error)"
        case .git(let error): "\(error)"
        case .stalePlan(let file, let stale):
            "\(file) no longer fits, so nothing was done:\n" + stale.lines.map { "  \($0)" }.joined(separator: "\n")
        case .unsavedReport(_, let error): "\(error.path): the actions file could not be written: \(error.message)"
        case .file(let error): "\(error)"
        }
    }

    public var errorDescription: String? { description }
}
