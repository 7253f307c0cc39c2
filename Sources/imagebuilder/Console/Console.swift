import Foundation
import Synchronization

/// The two streams of a command: results to the standard output, everything else to the standard error.
final class Console: Sendable {
    let verbosity: Verbosity
    private let lock = Mutex(())

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

    /// A closed pipe (`| head`) is no failure of ours: what cannot be written is dropped.
    private func write(_ text: String, to handle: FileHandle) {
        lock.withLock { _ in try? handle.write(contentsOf: Data(text.utf8)) }
    }
}
