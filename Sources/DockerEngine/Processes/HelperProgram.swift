import Subprocess
import SystemPackage

/// Runs a program that reads a little, writes a little and ends.
enum HelperProgram {
    struct HelperOutcome: Sendable {
        /// `nil` where a signal ended it.
        let exitStatus: Int?
        let output: [UInt8]
    }

    private enum HelperEnding: Sendable {
        case ended(HelperOutcome)
        case timedOut
        case failed(EngineError)
    }

    /// Runs `executable`; what it writes to its standard error is thrown away.
    ///
    /// - Parameters:
    ///   - executable: its path.
    ///   - input: at most ``PreparedInput/limit`` bytes.
    ///   - environment: the whole of it.
    ///   - limit: of the output, in bytes.
    ///   - timeLimit: for all of it. A program that is not done by then is ended.
    /// - Throws: `.timedOut`, `.outOfBounds` for more output than `limit`, `.cancelled` with the task, `.unreachable` where
    ///   it cannot be started. An exit status other than 0 is no error.
    static func run(
        _ executable: String,
        _ arguments: [String],
        input: [UInt8],
        environment: [String: String],
        limit: Int,
        timeLimit: Duration
    ) async throws(EngineError) -> HelperOutcome {
        let configuration = DetachedProcess.configuration(executable, arguments, environment: environment)
        let ending = await withTaskGroup(of: HelperEnding.self) { group in
            group.addTask { await collect(configuration, input, limit) }
            group.addTask {
                // The sleep ends early only when it is cancelled, and then nobody asks for its result.
                try? await Task.sleep(for: timeLimit)
                return .timedOut
            }
            let first = await group.next() ?? .timedOut
            // Cancels the sleep; or the reader, which ends the program.
            group.cancelAll()
            return first
        }
        // A cancelled task has had its program ended, whatever that looks like from here.
        if Task.isCancelled { throw EngineError(.cancelled, "cancelled") }
        switch ending {
        case .ended(let outcome): return outcome
        case .timedOut: throw EngineError(.timedOut, "it did not end within \(timeLimit.seconds) seconds")
        case .failed(let error): throw error
        }
    }

    private static func collect(_ configuration: Configuration, _ input: [UInt8], _ limit: Int) async -> HelperEnding {
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
            return .ended(HelperOutcome(exitStatus: result.terminationStatus.exitStatus, output: result.standardOutput))
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            return .failed(EngineError(.outOfBounds, "it wrote more than \(limit) bytes"))
        } catch {
            return .failed(EngineError(.unreachable, "it cannot be started: \(error)", underlying: error))
        }
    }
}
