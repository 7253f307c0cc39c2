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
        var failure: String?
    }

    /// Opens `<UTC yyyymmddThhmmssZ>_<name, other than letters, digits and _ → _>` in `folder`; a second build of the
    /// same second gets `_2` behind it.
    init(folder: String, image: String, date: Date) throws(StepFailure) {
        let stem = Timestamp.compact(Int64(date.timeIntervalSince1970)) + "_" + LabelName.buildArgument(for: image)
        var name = stem
        var number = 1
        while true {
            let path = DiskPath.absolute(PathText.join(folder, name))
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
            if file >= 0 {
                self.path = path
                state = Mutex(State(file: file))
                return
            }
            guard errno == EEXIST, number < 1000 else {
                throw StepFailure(.build, "\(path): cannot open the build log: \(String(cString: strerror(errno)))")
            }
            number += 1
            name = "\(stem)_\(number)"
        }
    }

    deinit {
        state.withLock { if $0.file >= 0 { Foundation.close($0.file) } }
    }

    /// Adds text as it is.
    func append(_ text: String) {
        state.withLock { state in
            guard state.file >= 0, state.failure == nil else { return }
            if !SystemCall.writeAll(Array(text.utf8), to: state.file) {
                state.failure = String(cString: strerror(errno))
            }
        }
    }

    /// Closes the log; what went wrong with it comes out here.
    func close() throws(StepFailure) {
        let failure = state.withLock { state -> String? in
            if state.file >= 0 { Foundation.close(state.file) }
            state.file = -1
            return state.failure
        }
        if let failure {
            throw StepFailure(.build, "\(path): the build log could not be written: \(failure)", log: path)
        }
    }
}
