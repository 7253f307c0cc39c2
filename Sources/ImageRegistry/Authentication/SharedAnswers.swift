import NIOConcurrencyHelpers

/// Lets those who ask the same thing at the same time share one answer, so that hundreds of questions to one registry do
/// not each find out for themselves how it is spoken to.
final class SharedAnswers<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    typealias Answer = Result<Value, RegistryError>
    private typealias Waiter = CheckedContinuation<Answer?, Never>

    private struct State {
        /// For each question under way, those who wait for its answer.
        var waiters: [Key: [Int: Waiter]] = [:]
        var next = 0
    }

    private let state = NIOLockedValueBox(State())

    /// - Parameter ask: is called by the first of those who ask, in its own task. Where that is cancelled, the next one asks.
    func value(
        for key: Key,
        _ ask: () async throws(RegistryError) -> Value
    ) async throws(RegistryError) -> Value {
        while true {
            if Task.isCancelled { throw RegistryError(.cancelled, "cancelled") }
            let isFirst = state.withLockedValue { state in
                if state.waiters[key] != nil { return false }
                state.waiters[key] = [:]
                return true
            }
            if isFirst { return try await lead(key, ask) }
            guard let answer = await follow(key) else { continue }
            if case .failure(let error) = answer, error.code == .cancelled { continue }
            return try answer.get()
        }
    }

    private func lead(
        _ key: Key,
        _ ask: () async throws(RegistryError) -> Value
    ) async throws(RegistryError) -> Value {
        let answer: Answer
        do throws(RegistryError) {
            answer = .success(try await ask())
        } catch {
            answer = .failure(error)
        }
        let waiters = state.withLockedValue { $0.waiters.removeValue(forKey: key) ?? [:] }
        for waiter in waiters.values { waiter.resume(returning: answer) }
        return try answer.get()
    }

    /// - Returns: `nil` where there is nothing to wait for any more, or nobody who waits.
    private func follow(_ key: Key) async -> Answer? {
        let number = state.withLockedValue { state in
            state.next += 1
            return state.next
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { (waiter: Waiter) in
                let waits = state.withLockedValue { state in
                    guard !Task.isCancelled, state.waiters[key] != nil else { return false }
                    state.waiters[key]?[number] = waiter
                    return true
                }
                if !waits { waiter.resume(returning: nil) }
            }
        } onCancel: {
            state.withLockedValue { $0.waiters[key]?.removeValue(forKey: number) }?.resume(returning: nil)
        }
    }
}
