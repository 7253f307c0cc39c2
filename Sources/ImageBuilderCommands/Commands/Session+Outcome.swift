import ArgumentParser
import Basics
import DockerEngine
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// From errors to messages and exit statuses.
extension Session {
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

extension InputError {
    /// Whether nothing is wrong but names that were asked for: that is wrong usage.
    fileprivate var isOfNames: Bool { diagnostics.allSatisfy { RuleGroup.selecting.rules.contains($0.rule) } }
}

extension PipelineError {
    /// The exit statuses of the contract, 3.
    var exitCode: ExitCode {
        switch self {
        case .inputs(let error): error.isOfNames ? ExitCode(64) : ExitCode(65)
        case .stalePlan: ExitCode(65)
        case .engine, .git: ExitCode(69)
        case .file, .unsavedReport: ExitCode(1)
        }
    }
}
