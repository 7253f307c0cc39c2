import DockerEngine

/// A step on one image that did not succeed.
struct StepFailure: Error {
    let step: ImageOutcome.Step
    let message: String
    var log: String?
    /// The engine's own error, where it is one.
    let cause: EngineError?

    init(_ step: ImageOutcome.Step, _ message: String, log: String? = nil, cause: EngineError? = nil) {
        self.step = step
        self.message = message
        self.log = log
        self.cause = cause
    }

    init(_ step: ImageOutcome.Step, _ error: EngineError, log: String? = nil) {
        self.step = step
        self.message = "\(error)"
        self.log = log
        cause = error
    }

    var outcome: ImageOutcome { .failed(step, message: message, log: log) }
}
