import DockerEngine
import Testing

@testable import RebuildPipeline

/// Whose failure a step's failure is: what is tried again, and what is not.
struct StepFailureTests {
    private static let id = String(repeating: "a", count: 64)

    struct Case: Sendable, CustomTestStringConvertible {
        let step: ImageOutcome.Step
        let code: EngineError.Code
        let message: String
        let kind: StepFailure.Kind

        var testDescription: String { "\(code): \(message)" }

        init(_ code: EngineError.Code, _ message: String, _ kind: StepFailure.Kind, step: ImageOutcome.Step = .build) {
            self.step = step
            self.code = code
            self.message = message
            self.kind = kind
        }
    }

    static let cases: [Case] = [
        // Removed beside the run. Messages as engines were seen to give them.
        Case(.serverError(status: 500), "unable to find image \"sha256:\(id)\"", .takenFromUnder),
        Case(.buildFailed(exitCode: nil), "unable to find image \"sha256:\(id)\"", .takenFromUnder),
        Case(.buildFailed(exitCode: nil), "No such image: sha256:\(id)", .takenFromUnder),
        Case(.buildFailed(exitCode: nil), "unknown parent image ID sha256:\(id)", .takenFromUnder),
        Case(
            .buildFailed(exitCode: nil),
            "failed to get destination image \"sha256:\(id)\": no such image",
            .takenFromUnder
        ),
        Case(.buildFailed(exitCode: nil), "failed to get digest sha256:\(id): open …: no such file", .takenFromUnder),
        Case(.buildFailed(exitCode: nil), "layer does not exist", .takenFromUnder),
        Case(
            .buildFailed(exitCode: nil),
            "failed to solve with frontend dockerfile.v0: context not found",
            .takenFromUnder
        ),
        Case(
            .buildFailed(exitCode: nil),
            "failed to read dockerfile: failed to mount lhz: snapshot lhz does not exist: not found",
            .takenFromUnder
        ),
        Case(
            .buildFailed(exitCode: nil),
            "failed to prepare extraction snapshot \"x\": parent snapshot sha256:\(id) does not exist: not found",
            .takenFromUnder
        ),
        Case(.buildFailed(exitCode: nil), "failed to get usage for qb: snapshot eog not found", .takenFromUnder),
        Case(.buildFailed(exitCode: nil), "lease \"sha256:\(id)\": not found", .takenFromUnder),
        Case(.badRequest, "content digest sha256:\(id): not found", .takenFromUnder),
        Case(.notFound, "No such image: sha256:\(id)", .takenFromUnder, step: .tag),
        // The image's own.
        Case(.buildFailed(exitCode: nil), "failed to compute cache key: \"/none\" not found: not found", .perhapsAway),
        Case(.buildFailed(exitCode: 1), "grep: snapshot x does not exist", .perhapsAway),
        Case(.badRequest, "dockerfile parse error on line 3: unknown instruction: COPPY", .own),
        Case(.notFound, "manifest unknown", .own, step: .pull),
        Case(.unauthorized, "denied", .own, step: .pull),
        Case(.contextChanged(path: "a"), "a changed while it was sent", .own),
        Case(.conflict, "conflict", .own, step: .tag),
        // The engine's.
        Case(.disconnected, "the connection ended", .away),
        Case(.unreachable, "connection refused", .away, step: .tag),
        Case(.cancelled, "the engine cancelled the build", .perhapsAway),
        Case(.buildFailed(exitCode: 137), "exit code: 137", .perhapsAway),
        Case(.serverError(status: 503), "shutting down", .perhapsAway),
    ]

    @Test(arguments: cases)
    func kind(_ testCase: Case) {
        let failure = StepFailure(testCase.step, EngineError(testCase.code, testCase.message))
        #expect(failure.kind == testCase.kind)
    }

    @Test("what no engine said is the image's own")
    func ownWords() {
        #expect(StepFailure(.build, "layer does not exist").kind == .own)
    }
}
