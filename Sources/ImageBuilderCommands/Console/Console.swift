import Basics
import Foundation
import Synchronization

/// The two streams of a command: results to the standard output, everything else to the standard error.
///
/// All that it writes is made safe for a screen here, so that no caller can forget to: see ``SafeText``. JSON and YAML
/// are encoded without any character that would be changed.
final class Console: Sendable {
    let verbosity: Verbosity
    private let output: Int32
    /// Rows of the standard error that are redrawn in place.
    private let live = Mutex(LiveArea())
    /// The first error of a write to the standard output.
    private let failure = Mutex<Int32?>(nil)

    /// - Parameter output: where results go. Default: the standard output.
    init(verbosity: Verbosity, output: Int32 = STDOUT_FILENO) {
        self.verbosity = verbosity
        self.output = output
    }

    /// A result of one line.
    func out(_ line: String) { write(result: SafeText.line(line) + "\n") }

    /// A result of several lines, with or without a line feed behind the last.
    func out(lines: String) {
        write(result: SafeText.lines(lines) + (lines.hasSuffix("\n") ? "" : "\n"))
    }

    /// Why results were lost, if any were. A reader that has seen enough (`| head`) is no such case.
    var lostResults: String? { failure.withLock(\.self).map { String(cString: strerror($0)) } }

    /// A line that a person should see unless the run is quiet.
    func note(_ line: String, from level: Verbosity = .normal) {
        if verbosity >= level { write(message: SafeText.line(line) + "\n") }
    }

    /// A line about what went wrong; always said.
    func error(_ line: String) { write(message: SafeText.line(line) + "\n") }

    /// A question, without a line end behind it.
    func ask(_ text: String) { write(message: SafeText.line(text)) }

    /// Draws these lines below everything that has been said, in place of those before.
    func show(_ lines: [String]) {
        live.withLock { live in Self.put(live.show(lines, width: Terminal.size.width)) }
    }

    /// Takes the drawing away.
    func endLive() {
        live.withLock { live in Self.put(live.clear(width: Terminal.size.width)) }
    }

    private func write(message text: String) {
        live.withLock { live in Self.put(live.above(text, width: Terminal.size.width)) }
    }

    /// Nobody can be told that the standard error cannot be written to.
    private static func put(_ text: String) {
        if !text.isEmpty { _ = SystemCall.writeAll(text.utf8, to: STDERR_FILENO) }
    }

    /// After one failure nothing more is written: half a result must not look like a whole one.
    private func write(result text: String) {
        failure.withLock { failure in
            guard failure == nil else { return }
            if !SystemCall.writeAll(text.utf8, to: output), errno != EPIPE { failure = errno }
        }
    }
}
