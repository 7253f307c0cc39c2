import ArgumentParser
import Basics
import DockerEngine
import Foundation
import GitProbe
import Logging
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// What the commands share: the streams, git, the engine, and the way from an error to an exit status.
struct Session {
    let console: Console
    let environment: [String: String]
    let logger: Logger
    private let docker: DockerConfiguration
    private let outputs: OutputGuard

    /// - Parameter outputs: the files that the command is to write.
    init(_ output: OutputOptions, writing outputs: OutputGuard = OutputGuard()) {
        let givesWay = outputs.files.contains(where: \.isStandardOutput)
        let console = Console(verbosity: output.level, givesWay: givesWay)
        self.console = console
        self.outputs = outputs
        environment = ProcessInfo.processInfo.environment
        logger = Logger(label: "imagebuilder") { _ in StderrLogHandler(console: console) }
        let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
        docker = DockerConfiguration(environment: environment, homeFolder: home, logger: logger)
    }

    func git() throws(PipelineError) -> GitProbe {
        do throws(GitProbeError) {
            return try GitProbe.locate(environment: environment)
        } catch {
            throw .git(error)
        }
    }

    /// The credentials that `docker login` left.
    var credentials: RegistryCredentials { docker.credentials() }

    func engine() throws(PipelineError) -> DockerClient {
        DockerClient(endpoint: try endpoint(), environment: environment, logger: logger)
    }

    /// The proxies that docker's configuration gives to builds on this engine.
    func proxyArguments() throws(PipelineError) -> [String: String] {
        docker.proxyArguments(for: try endpoint())
    }

    private func endpoint() throws(PipelineError) -> EngineEndpoint {
        do throws(EngineError) {
            return try docker.endpoint()
        } catch {
            throw .engine(error)
        }
    }

    /// What earlier builds were made of, in the user's cache.
    var records: InputRecordStore? { InputRecordStore(environment: environment) }

    /// Reads, asks and plans; tells the warnings.
    func prepare(
        _ input: InputOptions,
        _ decision: DecisionOptions,
        engine: DockerClient?
    ) async throws -> Preparation {
        try await prepare(input.workspaceOptions, decision.planOptions(asksEngine: engine != nil), gitJobs: decision.git.jobs, engine: engine)
    }

    /// Makes a stored plan again.
    ///
    /// - Throws: `PipelineError.stalePlan` where it no longer fits.
    func prepare(
        _ stored: StoredPlan,
        from file: String,
        gitJobs: Int,
        engine: DockerClient
    ) async throws -> Preparation {
        let run = try await prepare(stored.inputs, stored.plan.options, gitJobs: gitJobs, engine: engine)
        // A cancelled probe knows nothing, so everything would seem to have moved.
        let drift = StalePlan(from: stored.plan, to: run.plan)
        guard drift.isEmpty || Task.isCancelled else { throw PipelineError.stalePlan(file: file, drift) }
        return run
    }

    private func prepare(
        _ inputs: WorkspaceOptions,
        _ planning: PlanOptions,
        gitJobs: Int,
        engine: DockerClient?
    ) async throws -> Preparation {
        let run = try await Preparation.prepare(
            workspace: inputs,
            planning: planning,
            git: git(),
            engine: engine,
            gitJobs: gitJobs,
            records: records
        )
        try outputs.check(against: run.workspace)
        for warning in run.workspace.warnings { console.note("\(FlagAdvice.advised(warning))") }
        for image in run.plan.images {
            for warning in image.warnings { console.note("warning: \(image.key): \(warning)") }
            // One that is kept has other reasons; that its sources are unknown is evidence all the same.
            if case .sourcesUnknown(let message)? = (image.reasons + image.evidence).first(where: \.isUnknown) {
                console.note("warning: \(image.key): sources unknown: \(message)")
            }
        }
        return run
    }

    /// Runs `body` and turns what it throws, and results that could not be written, into a message and an exit status.
    func run(_ body: () async throws -> Void) async throws {
        do {
            try outputs.check()
            outputs.clean()
            try await body()
        } catch let error as UsageError {
            console.error("imagebuilder: error: \(error.message)")
            throw ExitCode(64)
        } catch let error as PipelineError {
            try requireResults(else: told(error))
        } catch let error as InputError {
            try requireResults(else: told(.inputs(error)))
        } catch let error as FileError {
            try requireResults(else: told(.file(error)))
        } catch let error as Graphviz.Failure {
            console.error("imagebuilder: error: \(error.message)")
            throw ExitCode(1)
        } catch let code as ExitCode {
            try requireResults(else: code)
        }
        try requireResults(else: .success)
    }

    /// Ends the run with `code`; with 1 where that says that all went well and nobody got to read it.
    private func requireResults(else code: ExitCode) throws {
        if let reason = console.lostResults {
            console.error("imagebuilder: error: cannot write to the standard output: \(reason)")
            throw [0, 2].contains(code.rawValue) ? ExitCode(1) : code
        }
        if code != .success { throw code }
    }

    /// Asks the engine something; what goes wrong is the engine's failure.
    func asking<Value>(_ question: () async throws(EngineError) -> Value) async throws(PipelineError) -> Value {
        do throws(EngineError) {
            return try await question()
        } catch {
            throw .engine(error)
        }
    }

    private func told(_ error: PipelineError) -> ExitCode {
        tell(error)
        return error.exitCode
    }

    private func tell(_ error: PipelineError) {
        switch error {
        case .stalePlan(let file, let drift):
            console.error("imagebuilder: error: \(file) no longer fits, so nothing was done:")
            for line in drift.lines { console.error("  \(line)") }
            console.error("make it anew with 'imagebuilder plan --out'")
        case .inputs(let problems):
            for problem in problems.diagnostics { console.error("\(FlagAdvice.advised(problem))") }
        case .unsavedReport(let report, let failure):
            if let yaml = try? ActionsFile.yaml(report, path: failure.path) { console.out(lines: yaml) }
            console.error("imagebuilder: error: \(error); the report stands on the standard output")
        case .engine, .git, .file: console.error("imagebuilder: error: \(error)")
        }
    }
}

extension PipelineError {
    /// The exit statuses of the contract, 3.
    var exitCode: ExitCode {
        switch self {
        case .inputs, .stalePlan: ExitCode(65)
        case .engine, .git: ExitCode(69)
        case .file, .unsavedReport: ExitCode(1)
        }
    }
}

extension Reason {
    var isUnknown: Bool {
        if case .sourcesUnknown = self { true } else { false }
    }
}
