import Dispatch
import Foundation
import Synchronization

/// SIGINT, SIGTERM and SIGHUP: the first stops the run in good order, the second leaves at once.
///
/// A terminal that goes away sends SIGHUP to all that ran on it, and its shell may once more: that forces nothing. Where SIGHUP is
/// ignored from the start, as `nohup` has it, it stays ignored.
final class SignalWatcher: Sendable {
    private let first = Mutex<Int32?>(nil)
    private let console: Console

    init(console: Console) {
        self.console = console
    }

    /// The signal that stopped the run, if one did.
    var received: Int32? { first.withLock(\.self) }

    /// Runs `body` in a task of its own, which is cancelled on the first signal.
    func cancelling<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = Task { try await body() }
        let sources = [SIGINT, SIGTERM, SIGHUP].compactMap { watch($0, task) }
        defer { for source in sources { source.cancel() } }
        return try await task.value
    }

    /// - Returns: nil where nobody is to hear the signal.
    private func watch<Value>(_ number: Int32, _ task: Task<Value, any Error>) -> (any DispatchSourceSignal)? {
        if number == SIGHUP, Self.isIgnored(number) { return nil }
        // The source sees the signal only where the default handling, which ends the process, is off.
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { [self] in
            let isSecond = first.withLock { first in
                defer { first = first ?? number }
                return first != nil
            }
            if isSecond {
                if number == SIGHUP { return }
                console.endLive()
                _exit(128 + number)
            }
            console.error("imagebuilder: stopping what runs; once more to leave at once")
            task.cancel()
        }
        source.resume()
        return source
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        #if canImport(Darwin)
            let handler = action.__sigaction_u.__sa_handler
        #else
            let handler = action.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
