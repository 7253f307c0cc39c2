internal import Subprocess
internal import SystemPackage

/// Runs git: the only place of the module that starts a process.
///
/// Nothing is ever written to a child's standard input: a git that fails early would end *this* process by `SIGPIPE`. What
/// git is asked goes into its arguments.
struct GitRunner: Sendable {
    let executable: FilePath
    let variables: [[UInt8]]
    let timeLimit: Duration

    /// Where files may be put for the time of one call.
    var temporaryFolder = FilePath("/tmp")

    /// What the user's files say of conversions.
    var userSettings = UserSettings()

    /// See ``IndexExcerpt/worthwhile``.
    var excerptThreshold = IndexExcerpt.worthwhile

    /// The most bytes of complaint that are kept; the first line is what is shown.
    private static let errorLimit = 16 * 1024

    /// Runs `command` in `folder`.
    func run(_ command: GitCommand, in folder: FilePath) async throws(GitProbeError) -> GitOutput {
        let failure = CallFailure(command: command, folder: folder, timeLimit: timeLimit)
        if Task.isCancelled { throw failure.cancelled }
        let configuration = configuration(for: command, in: folder)
        let ending = await withTaskGroup(of: Ending.self) { group in
            group.addTask { await Self.collect(configuration, limit: command.outputLimit) }
            group.addTask {
                // The sleep ends early only when it is cancelled, and then nobody asks for its result.
                try? await Task.sleep(for: timeLimit)
                return .timedOut
            }
            let first = await group.next() ?? .timedOut
            // Cancels the sleep; or the reader, which ends the process.
            group.cancelAll()
            return first
        }
        // A cancelled task has had its child killed, whatever the child's end looks like from here.
        if Task.isCancelled { throw failure.cancelled }
        switch ending {
        case .timedOut: throw failure.timedOut
        case .tooLong: throw failure.tooLong
        case .notRun(let error): throw failure.notRun(error)
        case .ended(.signaled(let signal), _, _): throw failure.killed(signal)
        case .ended(.exited(let status), let output, let complaint):
            guard command.answers.contains(status) else { throw failure.failed(status, complaint) }
            if command.mustBeWhole, let warning = firstWarning(in: complaint) { throw failure.incomplete(warning) }
            return GitOutput(bytes: output, status: status)
        }
    }

    private func configuration(for command: GitCommand, in folder: FilePath) -> Configuration {
        var arguments = GitEnvironment.options.map { Array($0.utf8) }
        arguments.append(contentsOf: [Array("-C".utf8), folder.kernelBytes])
        arguments.append(contentsOf: command.arguments)
        var options = PlatformOptions()
        // A session of its own: no terminal to ask for a password on, and a group that is ended as a whole.
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(500))
        ]
        return Configuration(
            executable: .path(executable),
            // Raw arguments are taken as they are: each must bring the zero that ends it, and none may hold another.
            arguments: Arguments(arguments.map { $0.filter { $0 != 0 } + [0] }),
            environment: .custom(environment(for: command, in: folder)),
            platformOptions: options
        )
    }

    private func environment(for command: GitCommand, in folder: FilePath) -> [[UInt8]] {
        let all = variables + GitEnvironment.ceiling(above: folder) + command.variables
        return GitEnvironment.adding(
            settings: command.settings,
            to: command.readsPathspecs ? GitEnvironment.readingPathspecs(all) : all
        )
    }

    private enum Ending: Sendable {
        case ended(TerminationStatus, output: [UInt8], complaint: [UInt8])
        case tooLong
        case timedOut
        case notRun(String)
    }

    private struct OutputTooLong: Error {}

    private static func collect(_ configuration: Configuration, limit: Int) async -> Ending {
        do {
            let result = try await Subprocess.run(
                configuration,
                input: .none,
                output: .sequence,
                error: .sequence
            ) { execution in
                async let complaint = head(of: execution.standardError, limit: errorLimit)
                var output: [UInt8] = []
                for try await chunk in execution.standardOutput {
                    if output.count + chunk.count > limit { throw OutputTooLong() }
                    chunk.withUnsafeBytes { output.append(contentsOf: $0) }
                }
                return (output, await complaint)
            }
            return .ended(result.terminationStatus, output: result.closureResult.0, complaint: result.closureResult.1)
        } catch is OutputTooLong {
            return .tooLong
        } catch {
            return .notRun("\(error)")
        }
    }

    /// Reads all of `sequence`, so that git never waits for a reader, and keeps its beginning.
    private static func head(of sequence: SubprocessOutputSequence, limit: Int) async -> [UInt8] {
        var kept: [UInt8] = []
        do {
            for try await chunk in sequence where kept.count < limit {
                chunk.withUnsafeBytes { kept.append(contentsOf: $0.prefix(limit - kept.count)) }
            }
        } catch {
            // What git complained of only explains a failure; that it failed is told by its status.
        }
        return kept
    }
}

extension GitRunner {
    /// Makes the error of a call that did not end well.
    private struct CallFailure {
        let command: GitCommand
        let folder: FilePath
        let timeLimit: Duration

        var cancelled: GitProbeError {
            GitProbeError(code: .cancelled, checkout: folder, message: "\(command.name) was cancelled")
        }

        var timedOut: GitProbeError {
            GitProbeError(
                code: .timedOut(after: timeLimit),
                checkout: folder,
                message: "\(command.name) did not end within \(timeLimit)",
                hint: "is the disk slow or the checkout huge? Then allow more time"
            )
        }

        var tooLong: GitProbeError {
            GitProbeError(
                code: .outputTooLong(limit: command.outputLimit),
                checkout: folder,
                message: "\(command.name) wrote more than \(command.outputLimit) bytes"
            )
        }

        func notRun(_ reason: String) -> GitProbeError {
            GitProbeError(code: .notStarted, checkout: folder, message: "\(command.name) could not be run: \(reason)")
        }

        func killed(_ signal: Int32) -> GitProbeError {
            GitProbeError(
                code: .killed(signal: signal),
                checkout: folder,
                message: "\(command.name) was ended by signal \(signal)"
            )
        }

        func incomplete(_ warning: String) -> GitProbeError {
            GitProbeError(
                code: .incomplete,
                checkout: folder,
                message: "\(command.name) could not look at all: \(warning)"
            )
        }

        func failed(_ status: Int32, _ complaint: [UInt8]) -> GitProbeError {
            let text = firstLine(of: complaint) ?? "no reason given"
            return GitProbeError(
                code: .failed(status: status),
                checkout: folder,
                message: "\(command.name) failed with status \(status): \(text)"
            )
        }
    }
}

/// The first line of what git wrote to standard error that warns of something, in the form of ``firstLine(of:)``.
func firstWarning(in complaint: [UInt8]) -> String? {
    let lines = complaint.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    let warning = lines.first { line in
        ["warning: ", "error: ", "fatal: "].contains { line.starts(with: $0.utf8) }
    }
    return warning.flatMap { firstLine(of: Array($0)) }
}

/// The first line of what git wrote to standard error that is not empty and no warning, without `fatal:` and without
/// characters that would move a terminal's cursor.
func firstLine(of complaint: [UInt8]) -> String? {
    let lines = complaint.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
        .map { String(decoding: $0, as: UTF8.self) }
    let telling = lines.first { $0.hasPrefix("fatal: ") || $0.hasPrefix("error: ") } ?? lines.first
    guard var line = telling else { return nil }
    for prefix in ["fatal: ", "error: "] where line.hasPrefix(prefix) { line.removeFirst(prefix.count) }
    let visible = line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    return String(String.UnicodeScalarView(visible.prefix(500)))
}
