import Foundation
import Synchronization

/// The two streams of a command: results to the standard output, everything else to the standard error.
final class Console: Sendable {
    let verbosity: Verbosity
    /// Rows of the standard error that are redrawn in place.
    private let live = Mutex(LiveArea())

    init(verbosity: Verbosity) {
        self.verbosity = verbosity
    }

    /// A result.
    func out(_ text: String) {
        write(text + "\n", to: FileHandle.standardOutput)
    }

    /// Something a person should see unless the run is quiet.
    func note(_ text: String, from level: Verbosity = .normal) {
        if verbosity >= level { write(text + "\n", to: FileHandle.standardError) }
    }

    /// What went wrong; always said.
    func error(_ text: String) {
        write(text + "\n", to: FileHandle.standardError)
    }

    /// A question, without a line end behind it.
    func ask(_ text: String) {
        write(text, to: FileHandle.standardError)
    }

    /// Draws these lines below everything that has been said, in place of those before.
    func show(_ lines: [String]) {
        live.withLock { live in Self.put(live.show(lines, width: Terminal.size.width), FileHandle.standardError) }
    }

    /// Takes the drawing away.
    func endLive() {
        live.withLock { live in Self.put(live.clear(width: Terminal.size.width), FileHandle.standardError) }
    }

    private func write(_ text: String, to handle: FileHandle) {
        live.withLock { live in
            if live.isEmpty || handle !== FileHandle.standardError {
                Self.put(text, handle)
            } else {
                Self.put(live.above(text, width: Terminal.size.width), handle)
            }
        }
    }

    /// A closed pipe (`| head`) is no failure of ours: what cannot be written is dropped.
    private static func put(_ text: String, _ handle: FileHandle) {
        if !text.isEmpty { try? handle.write(contentsOf: Data(text.utf8)) }
    }
}
