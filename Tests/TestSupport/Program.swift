public import Foundation
public import Subprocess
import SystemPackage

/// Runs programs for tests, without blocking a thread of the test run.
///
/// Not by Foundation's `Process`: on Linux its `run()` reads the list of open files while other tests open and close
/// theirs, and has been seen to read past its end.
public enum Program {
    public struct Result: Sendable {
        /// The exit status, or 256 and the number of the signal that ended it.
        public let status: Int32
        public let bytes: [UInt8]
        public let error: String

        /// The standard output as text.
        public var out: String { String(decoding: bytes, as: UTF8.self) }
    }

    public struct Failure: Error, CustomStringConvertible {
        public let command: [String]
        public let result: Result

        public init(command: [String], result: Result) {
            self.command = command
            self.result = result
        }

        public var description: String {
            "\(command.joined(separator: " ")): \(result.status)\n\(result.error)\(result.out)"
        }
    }

    /// No program of the tests says more than this, but for those that are told otherwise. The whole of it is reserved.
    private static let limit = 4 * 1024 * 1024

    public static func run(
        _ command: [String],
        in folder: String,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        outputLimit: Int = 4 * 1024 * 1024
    ) async throws -> Result {
        let result = try await Subprocess.run(
            executable(command[0]),
            arguments: Arguments(Array(command.dropFirst())),
            environment: variables(environment),
            workingDirectory: FilePath(folder),
            output: .bytes(limit: outputLimit),
            error: .string(limit: limit)
        )
        return Result(
            status: status(result.terminationStatus),
            bytes: result.standardOutput,
            error: result.standardError
        )
    }

    /// The standard output of a program that must succeed.
    @discardableResult
    public static func output(
        _ command: [String],
        in folder: String,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> String {
        let result = try await run(command, in: folder, environment: environment)
        guard result.status == 0 else { throw Failure(command: command, result: result) }
        return result.out.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs a program and sends it `signal` as soon as it has said `word` on its standard error.
    public static func interrupt(
        _ command: [String],
        in folder: String,
        environment: [String: String],
        with signal: Signal,
        after word: String
    ) async throws -> Result {
        let result = try await Subprocess.run(
            executable(command[0]),
            arguments: Arguments(Array(command.dropFirst())),
            environment: variables(environment),
            workingDirectory: FilePath(folder),
            input: .none,
            output: .bytes(limit: limit),
            error: .sequence
        ) { execution in
            var said = ""
            var isSent = false
            for try await chunk in execution.standardError {
                said += chunk.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                if !isSent, said.contains(word) {
                    try execution.send(signal: signal)
                    isSent = true
                }
            }
            return said
        }
        return Result(
            status: status(result.terminationStatus),
            bytes: result.standardOutput,
            error: result.closureResult
        )
    }

    /// Runs a program beside `body`, which begins when the program has said `word` on its standard output, and ends it then.
    ///
    /// - Parameter body: gets what the program said up to then.
    /// - Returns: what `body` does.
    public static func beside<Value: Sendable>(
        _ command: [String],
        in folder: String,
        ready word: String,
        _ body: @escaping @Sendable (_ said: String) async throws -> Value
    ) async throws -> Value {
        let result = try await Subprocess.run(
            executable(command[0]),
            arguments: Arguments(Array(command.dropFirst())),
            workingDirectory: FilePath(folder),
            input: .none,
            output: .sequence,
            error: .discarded
        ) { execution in
            try await withThrowingTaskGroup(of: Value?.self) { group in
                let (begun, beginning) = AsyncStream<String>.makeStream()
                // Read to its end, or the program would block on what nobody reads.
                group.addTask {
                    var said = ""
                    for try await chunk in execution.standardOutput {
                        if said.utf8.count < 4096 {
                            said += chunk.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                        }
                        if said.contains(word) { beginning.yield(said) }
                    }
                    beginning.finish()
                    return nil
                }
                guard let said = await begun.first(where: { _ in true }) else {
                    throw Failure(
                        command: command,
                        result: Result(status: 0, bytes: [], error: "ended without '\(word)'")
                    )
                }
                let outcome = await Task { try await body(said) }.result
                try? execution.send(signal: .kill)
                group.cancelAll()
                return try outcome.get()
            }
        }
        return result.closureResult
    }

    private static func executable(_ name: String) -> Executable {
        name.contains("/") ? .path(FilePath(name)) : .name(name)
    }

    private static func variables(_ environment: [String: String]) -> Environment {
        let pairs = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        return .custom(Dictionary(pairs) { first, _ in first })
    }

    private static func status(_ status: TerminationStatus) -> Int32 {
        switch status {
        case .exited(let code): Int32(code)
        case .signaled(let signal): 256 + Int32(signal)
        }
    }
}
