import Subprocess
import SystemPackage

/// Runs a program that reads a little, writes a little and ends.
package enum HelperProgram {
    /// How it ended.
    package struct Outcome: Sendable {
        /// `nil` where a signal ended it.
        package let exitStatus: Int?
        /// What it wrote to its standard output.
        package let output: [UInt8]
    }

    /// Why there is no outcome.
    package enum Failure: Error, Hashable {
        /// With the task.
        case cancelled
        /// It was not done by then, and was ended.
        case timedOut(Duration)
        /// It wrote more than that, in bytes.
        case tooMuchOutput(limit: Int)
        /// It cannot be started; why.
        case notStarted(String)
    }

    private enum Ending: Sendable {
        case ended(Outcome)
        case failed(Failure)
    }

    /// Runs `executable`; what it writes to its standard error is thrown away.
    ///
    /// - Parameters:
    ///   - executable: its path.
    ///   - input: at most ``PreparedInput/limit`` bytes.
    ///   - environment: the whole of it.
    ///   - limit: of the output, in bytes.
    ///   - timeLimit: for all of it. A program that is not done by then is ended.
    /// - Throws: ``Failure``. An exit status other than 0 is none.
    package static func run(
        _ executable: String,
        _ arguments: [String],
        input: [UInt8],
        environment: [String: String],
        limit: Int,
        timeLimit: Duration
    ) async throws(Failure) -> Outcome {
        let configuration = DetachedProcess.configuration(executable, arguments, environment: environment)
        let ending = await withTaskGroup(of: Ending.self) { group in
            group.addTask { await collect(configuration, input, limit) }
            group.addTask {
                // The sleep ends early only when it is cancelled, and then nobody asks for its result.
                try? await Task.sleep(for: timeLimit)
                return .failed(.timedOut(timeLimit))
            }
            let first = await group.next() ?? .failed(.timedOut(timeLimit))
            // Cancels the sleep; or the reader, which ends the program.
            group.cancelAll()
            return first
        }
        // A cancelled task has had its program ended, whatever that looks like from here.
        if Task.isCancelled { throw .cancelled }
        switch ending {
        case .ended(let outcome): return outcome
        case .failed(let failure): throw failure
        }
    }

    private static func collect(_ configuration: Configuration, _ input: [UInt8], _ limit: Int) async -> Ending {
        do {
            let input = try PreparedInput(input)
            // Opened here: where descriptors run out, the library must find that out before it has made a pipe.
            let nowhere = OwnedDescriptor(try FileDescriptor.open("/dev/null", .writeOnly).rawValue)
            let result = try await Subprocess.run(
                configuration,
                input: .fileDescriptor(input.end.descriptor, closeAfterSpawningProcess: false),
                output: .bytes(limit: limit),
                error: .fileDescriptor(nowhere.descriptor, closeAfterSpawningProcess: false)
            )
            return .ended(Outcome(exitStatus: result.terminationStatus.exitStatus, output: result.standardOutput))
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            return .failed(.tooMuchOutput(limit: limit))
        } catch {
            return .failed(.notStarted("\(error)"))
        }
    }
}
