import Basics
import Subprocess
import SystemPackage

/// The user's own `ssh`, with the engine's `docker system dial-stdio` at its other end: one for each connection.
struct SSHProcess: Sendable {
    let target: SSHTarget
    /// The whole of what `ssh` sees; it is looked for in the `PATH` of it.
    let environment: [String: String]

    /// The most of its complaints that is kept: the end, where the cause stands.
    private static let complaintLimit = 4096

    /// Starts `ssh` and hands one end of a socket to `body`, whose other end `ssh` reads and writes. `ssh` ends with it.
    ///
    /// - Parameter body: owns the descriptor, and closes it.
    /// - Returns: what `body` returns; where it lost the connection and `ssh` failed, what `ssh` said.
    func run<Value: Sendable>(
        _ body: (CInt) async -> Result<Value, EngineError>
    ) async -> Result<Value, EngineError> {
        guard let program = ExecutableSearch.find(target.program, path: environment["PATH"]) else {
            return .failure(EngineError(.unreachable, "there is no program '\(target.program)' to reach \(target)"))
        }
        do {
            var sockets = try SocketPair()
            let end = sockets.theirEnd
            let run = try await Subprocess.run(
                DetachedProcess.configuration(program, target.arguments, environment: environment),
                input: .fileDescriptor(end, closeAfterSpawningProcess: false),
                output: .fileDescriptor(end, closeAfterSpawningProcess: false),
                error: .sequence
            ) { ssh in
                sockets.closeTheirs()
                async let complaint = Self.end(of: ssh.standardError)
                let result = await body(sockets.takeOurs())
                // One that hung up is about to say why.
                let isLost = if case .failure(let error) = result { error.code == .disconnected } else { false }
                await ssh.teardown(using: isLost ? DetachedProcess.patientEnding : DetachedProcess.ending)
                return (result, await complaint)
            }
            let (result, complaint) = run.closureResult
            guard case .failure(let error) = result, error.code == .disconnected else { return result }
            return .failure(Self.cause(run.terminationStatus, complaint) ?? error)
        } catch {
            return .failure(Task.isCancelled ? EngineError(.cancelled, "cancelled") : Self.notStarted(error))
        }
    }

    private static func cause(_ status: TerminationStatus, _ complaint: String) -> EngineError? {
        guard let status = status.exitStatus, status != 0 else { return nil }
        let why = complaint.isEmpty ? "exit status \(status)" : complaint
        return EngineError(
            .unreachable,
            "cannot reach the Docker engine through ssh: \(why)",
            hint: "'ssh HOST docker version' must work without questions"
        )
    }

    private static func notStarted(_ error: any Error) -> EngineError {
        EngineError(.unreachable, "ssh cannot be started: \(error)", underlying: error)
    }

    /// Reads all of it, so that `ssh` never waits for a reader, and keeps its end in one line.
    private static func end(of errors: SubprocessOutputSequence) async -> String {
        var kept: [UInt8] = []
        do {
            for try await chunk in errors {
                chunk.withUnsafeBytes { kept.append(contentsOf: $0) }
                if kept.count > complaintLimit { kept.removeFirst(kept.count - complaintLimit) }
            }
        } catch {
            // What ssh complained of only explains a failure; that it failed is told by its status.
        }
        return String(decoding: kept, as: UTF8.self).singleLine
    }
}
