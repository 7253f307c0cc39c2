import ArgumentParser
import DockerEngine
import ManifestKit
import RebuildPipeline
import RebuildPlanning
import Testing

@testable import ImageBuilderCommands

/// What options are made of, and what wrong ones are told.
struct OptionTests {
    @Test(
        "lengths of time",
        arguments: [
            ("90", Duration.seconds(90)), ("90s", .seconds(90)), ("20m", .seconds(1200)), ("1h30m", .seconds(5400)),
            ("500ms", .milliseconds(500)), ("1m1s1ms", .milliseconds(61_001)),
        ]
    )
    func times(_ text: String, _ duration: Duration) {
        #expect(TimeSpan(argument: text)?.duration == duration)
    }

    @Test(
        "what is no length of time",
        arguments: ["", "0", "0s", "-1", "1x", "m", "1.5s", "1h 30m", "9223372036854775807", "9999999999999999h", "s5"]
    )
    func noTimes(_ text: String) {
        #expect(TimeSpan(argument: text) == nil)
    }

    @Test("how a run is carried out comes from the flags")
    func execution() throws {
        let flags = try ExecutionFlags.parse([
            "-a", "a.yml", "-l", "logs", "-x", "-j", "2", "--pull-jobs", "3", "--timeout", "20m", "--idle-timeout",
            "90s",
            "--engine-wait", "5s", "--retries", "7", "--fail-fast", "--builder", "classic",
        ])
        let options = flags.options(noCache: true)
        #expect(options.actionsFile == "a.yml")
        #expect(options.logFolder == "logs")
        #expect(options.forceUntag && options.failFast && options.noCache)
        #expect((options.jobs, options.pullJobs) == (2, 3))
        #expect(options.buildTimeLimit == .seconds(1200))
        #expect(options.buildIdleLimit == .seconds(90))
        #expect(options.engineWait == .seconds(5))
        #expect(options.retry.retries == 7)
        #expect(options.builder == .classic)
        // A resumed run adds to the file of the run before it.
        #expect(try ExecutionFlags.parse(["--resume", "old.yml"]).options(noCache: false).actionsFile == "old.yml")
    }

    @Test(
        "wrong values are refused with the flag's name",
        arguments: [
            ("--jobs", "0"), ("--pull-jobs", "0"), ("--retries", "-1"), ("--timeout", "soon"), ("--builder", "x"),
        ]
    )
    func refusals(_ flag: String, _ value: String) {
        let error = #expect(throws: (any Error).self) { try ExecutionFlags.parse(["\(flag)=\(value)"]) }
        if let error { #expect(ExecutionFlags.message(for: error).contains(flag)) }
    }

    @Test("exit statuses are those of the contract")
    func exitCodes() {
        #expect(PipelineError.inputs(InputError([])).exitCode.rawValue == 65)
        #expect(PipelineError.engine(EngineError(.unreachable, "x")).exitCode.rawValue == 69)
        #expect(ExitCode.validationFailure.rawValue == 64)
    }

    @Test(
        "what a problem's remedy is by flag",
        arguments: [
            (Rule.noBuildTag, "add it, or use --build-tag"), (.ignoredFilesInContext, "add it, or use --hermetic"),
            (.notACheckout, "add it by --repo-root"), (.noManifest, "add it"), (.severalTrees, "add it by --tree"),
        ]
    )
    func advice(_ rule: Rule, _ hint: String) {
        #expect(FlagAdvice.advised(Diagnostic(rule, file: "f", message: "m", hint: "add it")).hint == hint)
    }
}
