import ArgumentParser
import DockerEngine
import Foundation
import GitProbe
import Logging
import ManifestKit
import RebuildPipeline

/// What the commands share: the streams, git, the engine, and the way from an error to an exit status.
struct Session {
    let console: Console
    let environment: [String: String]

    init(_ output: OutputOptions) {
        console = Console(verbosity: output.level)
        environment = ProcessInfo.processInfo.environment
    }

    var logger: Logger {
        let console = console
        return Logger(label: "imagebuilder") { _ in StderrLogHandler(console: console) }
    }

    func git() throws(PipelineError) -> GitProbe {
        do throws(GitProbeError) {
            return try GitProbe.locate(environment: environment)
        } catch {
            throw .git(error)
        }
    }

    /// The credentials that `docker login` left.
    func credentials() throws(PipelineError) -> RegistryCredentials {
        do throws(EngineError) {
            return try RegistryCredentials(environment: environment, homeDirectory: home)
        } catch {
            throw .engine(error)
        }
    }

    private var home: String { environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path }

    func engine() throws(PipelineError) -> DockerClient {
        do throws(EngineError) {
            let endpoint = try EngineEndpoint.resolve(environment: environment, homeDirectory: home)
            return DockerClient(endpoint: endpoint, logger: logger)
        } catch {
            throw .engine(error)
        }
    }

    /// Reads, asks and plans; tells the warnings.
    func prepare(
        _ input: InputOptions,
        _ decision: DecisionOptions,
        engine: DockerClient?
    ) async throws(PipelineError) -> Preparation {
        let run = try await Preparation.prepare(
            workspace: input.workspaceOptions,
            planning: decision.planOptions,
            git: git(),
            engine: engine,
            gitJobs: decision.gitJobs
        )
        for warning in run.workspace.warnings { console.note("\(warning)") }
        for image in run.plan.images {
            for warning in image.warnings { console.note("warning: \(image.key): \(SafeText.line("\(warning)"))") }
            if case .sourcesUnknown(let message)? = image.reasons.first(where: \.isUnknown) {
                console.note("warning: \(image.key): sources unknown: \(SafeText.line(message))")
            }
        }
        return run
    }

    /// Runs `body` and turns what it throws into a message and an exit status.
    func run(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as PipelineError {
            tell(error)
            throw error.exitCode
        }
    }

    private func tell(_ error: PipelineError) {
        switch error {
        case .inputs(let problems): for problem in problems.diagnostics { console.error("\(problem)") }
        case .engine, .git, .output: console.error("imagebuilder: error: \(SafeText.line("\(error)"))")
        }
    }
}

extension PipelineError {
    /// The exit statuses of the contract, 3.
    var exitCode: ExitCode {
        switch self {
        case .inputs: ExitCode(65)
        case .engine, .git: ExitCode(69)
        case .output: ExitCode(1)
        }
    }
}

extension Reason {
    var isUnknown: Bool {
        if case .sourcesUnknown = self { true } else { false }
    }
}
