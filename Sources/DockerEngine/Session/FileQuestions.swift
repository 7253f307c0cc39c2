import NIOConcurrencyHelpers

/// Which files BuildKit asked for, from whoever hears it to whoever sends them: all that came while others were sent is taken at once.
struct FileQuestions: Sendable {
    /// One element for any number of questions; ends as the call did.
    let news: AsyncThrowingStream<Void, any Error>

    private struct Pending {
        var numbers: [Int] = []
        var count = 0
    }

    private let limit: Int
    private let pending = NIOLockedValueBox(Pending())
    private let bell: AsyncThrowingStream<Void, any Error>.Continuation

    /// - Parameter limit: how many may be asked for in all, which bounds what waits.
    init(limit: Int) {
        self.limit = limit
        (news, bell) = AsyncThrowingStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// - Throws: `EngineError` `.protocolViolation` where more is asked for than there is.
    func add(_ number: Int) throws(EngineError) {
        let count = pending.withLockedValue { pending in
            pending.count += 1
            pending.numbers.append(number)
            return pending.count
        }
        guard count <= limit else {
            throw EngineError(.protocolViolation, "the builder asked for more files than it was offered")
        }
        bell.yield()
    }

    /// What was added since the last time.
    func take() -> [Int] {
        pending.withLockedValue { pending in
            let numbers = pending.numbers
            pending.numbers = []
            return numbers
        }
    }

    /// No more is asked for; the call goes on to its end, or fails.
    func end(_ error: (any Error)? = nil) { bell.finish(throwing: error) }
}
