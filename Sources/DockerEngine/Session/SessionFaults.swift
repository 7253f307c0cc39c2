import NIOConcurrencyHelpers

/// What went wrong on our side of a session: the engine gives only its words, inside of its own.
final class SessionFaults: Sendable {
    private let fault = NIOLockedValueBox<EngineError?>(nil)
    private let isOver = NIOLockedValueBox(false)

    /// The first that was noted.
    var first: EngineError? { fault.withLockedValue { $0 } }

    /// The build has ended: that the connection ends now is no fault.
    func end() { isOver.withLockedValue { $0 = true } }

    /// Notes that the connection ended, while the build went on.
    func noteEnd() {
        guard !isOver.withLockedValue({ $0 }) else { return }
        note(EngineError(.disconnected, "the session of the build was cut off"))
    }

    func note(_ error: EngineError) {
        fault.withLockedValue { if $0 == nil { $0 = error } }
    }
}
