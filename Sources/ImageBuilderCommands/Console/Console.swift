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
    private let messages: Int32
    /// A document has the standard output for itself: results for people go to the standard error.
    private let givesWay: Bool
    /// What is said is told as events, a line of JSON each.
    private let saysJSON: Bool
    /// Rows of the standard error that are redrawn in place.
    private let live = Mutex(LiveArea())
    /// The first error of a write to the standard output.
    private let failure = Mutex<Int32?>(nil)

    /// - Parameters:
    ///   - output: where results go. Default: the standard output.
    ///   - messages: where all else goes. Default: the standard error.
    ///   - givesWay: whether a document has that for itself, and results for people go to the standard error.
    ///   - saysJSON: whether what is said besides is JSON, for programs that watch.
    init(
        verbosity: Verbosity,
        output: Int32 = STDOUT_FILENO,
        messages: Int32 = STDERR_FILENO,
        givesWay: Bool = false,
        saysJSON: Bool = false
    ) {
        self.saysJSON = saysJSON
        self.messages = messages
        self.verbosity = verbosity
        self.output = output
        self.givesWay = givesWay
    }

    /// A result of one line.
    func out(_ line: String) { write(result: SafeText.line(line) + "\n", isDocument: false) }

    /// A result of several lines, with or without a line feed behind the last.
    func out(lines: String) { write(result: Self.ended(SafeText.lines(lines)), isDocument: false) }

    /// A result whose parts have colours, where the screen has any.
    func out(_ lines: [StyledLine], on screen: Screen) {
        let text = lines.map { $0.drawn(inColour: screen.hasColours) + "\n" }.joined()
        write(result: text, isDocument: false)
    }

    /// A file that the user wants on the standard output.
    func document(_ lines: String) { write(result: Self.ended(SafeText.lines(lines)), isDocument: true) }

    private static func ended(_ lines: String) -> String { lines.hasSuffix("\n") ? lines : lines + "\n" }

    /// Why results were lost, if any were. A reader that has seen enough (`| head`) is no such case.
    var lostResults: String? { failure.withLock(\.self).map { String(cString: strerror($0)) } }

    /// A line that a person should see unless the run is quiet.
    func note(_ line: String, from level: Verbosity = .normal) {
        if verbosity >= level { say(line, level: "note") }
    }

    /// A line about what went wrong; always said.
    func error(_ line: String) { say(line, level: "error") }

    /// Something that happens, where such things are told as JSON.
    func tell(_ event: EventLine) { write(message: event.json(at: Date()) + "\n") }

    private func say(_ line: String, level: String) {
        if saysJSON { return tell(.message(line, level: level)) }
        write(message: SafeText.line(line) + "\n")
    }

    /// A question, without a line end behind it.
    func ask(_ text: String) { write(message: SafeText.line(text)) }

    /// Draws these lines below everything that has been said, in place of those before.
    func show(_ lines: [String]) {
        live.withLock { live in put(live.show(lines, width: Terminal.size.width)) }
    }

    /// Takes the drawing away.
    func endLive() {
        live.withLock { live in put(live.clear(width: Terminal.size.width)) }
    }

    private func write(message text: String) {
        live.withLock { live in put(live.above(text, width: Terminal.size.width)) }
    }

    /// Nobody can be told that the standard error cannot be written to.
    private func put(_ text: String) {
        if !text.isEmpty { _ = SystemCall.writeAll(text.utf8, to: messages) }
    }

    /// After one failure nothing more is written: half a result must not look like a whole one.
    private func write(result text: String, isDocument: Bool) {
        if givesWay, !isDocument { return write(message: text) }
        failure.withLock { failure in
            guard failure == nil else { return }
            if !SystemCall.writeAll(text.utf8, to: output), errno != EPIPE { failure = errno }
        }
    }
}
