import Basics
import Foundation
import ImageGraph
import Synchronization

/// One build's log on disk, complete and readable while the build runs.
final class BuildLog: Sendable {
    /// Absolute.
    let path: String
    private let state: Mutex<State>

    private struct State {
        var file: Int32
        /// The first error of a write, told when the log is closed: a log with a hole must not pass for a whole one.
        var failure: Int32?
    }

    /// Why a log is missing, or not whole. No build fails for it.
    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ path: String, _ what: String, _ code: Int32) {
            description = "\(path): \(what): \(String(cString: strerror(code)))"
        }
    }

    /// Makes the folder of the logs, and tries whether a file can be made in it.
    static func prepare(_ folder: String) throws(FileError) {
        try DiskPath.makeFolder(folder)
        let path = PathText.join(folder, ".imagebuilder-\(UInt64.random(in: 0 ... .max))")
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw FileError(.system(errno), path: folder) }
        Foundation.close(file)
        unlink(path)
    }

    /// Opens `<UTC yyyymmddThhmmssZ>_<name, other than letters, digits and _ → _>` in `folder`; a second build of the
    /// same second gets `_2` behind it.
    convenience init(folder: String, image: String, date: Date) throws(Failure) {
        let stem = Timestamp.compact(Int64(date.timeIntervalSince1970)) + "_" + LabelName.buildArgument(for: image)
        var name = stem
        var number = 1
        while true {
            let path = DiskPath.absolute(PathText.join(folder, name))
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
            if file >= 0 {
                self.init(writingTo: file, path: path)
                return
            }
            guard errno == EEXIST, number < 1000 else {
                throw Failure(path, "the build log cannot be opened", errno)
            }
            number += 1
            name = "\(stem)_\(number)"
        }
    }

    /// - Parameter file: an open descriptor, which it closes.
    init(writingTo file: Int32, path: String) {
        self.path = path
        state = Mutex(State(file: file))
    }

    deinit {
        state.withLock { if $0.file >= 0 { Foundation.close($0.file) } }
    }

    /// Adds text as it is.
    func append(_ text: String) {
        state.withLock { state in
            guard state.file >= 0, state.failure == nil else { return }
            if !SystemCall.writeAll(Array(text.utf8), to: state.file) {
                state.failure = errno
            }
        }
    }

    /// Closes the log; what went wrong with it comes out here.
    func close() throws(Failure) {
        let failure = state.withLock { state -> Int32? in
            if state.file >= 0 { Foundation.close(state.file) }
            state.file = -1
            return state.failure
        }
        if let failure { throw Failure(path, "the build log could not be written", failure) }
    }
}
