import ArgumentParser
import Basics
import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import Yams

enum PlanFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, yaml
}

/// Makes a plan and shows it.
struct PlanPresenter {
    let session: Session
    let format: PlanFormat
    var out: String?
    var asksEngine = true

    @discardableResult
    func present(_ input: InputOptions, _ decision: DecisionOptions, graph: String?) async throws -> RebuildPlan {
        let run = try await prepare(input, decision)
        let plan = run.plan
        switch format {
        case .table: session.console.out(PlanTable(plan, showsKept: session.console.verbosity >= .info).text)
        case .json: session.console.out(try Self.json(plan))
        case .yaml: session.console.out(try Self.yaml(plan))
        }
        if let out { try StoredPlan(inputs: input.workspaceOptions, plan: plan).write(to: out) }
        if let graph { try AtomicFile.write(GraphDocument(plan, workspace: run.workspace).dot(), to: graph) }
        return plan
    }

    /// With the engine where there is one; where none answers, from the sources alone, said as such.
    private func prepare(
        _ input: InputOptions,
        _ decision: DecisionOptions
    ) async throws(PipelineError) -> Preparation {
        guard asksEngine else { return try await session.prepare(input, decision, engine: nil) }
        let failure: PipelineError
        do throws(PipelineError) {
            let engine = try session.engine()
            return try await session.prepare(input, decision, engine: engine)
        } catch {
            failure = error
        }
        guard case .engine(let error) = failure, error.code == .unreachable else { throw failure }
        session.console.note("warning: \(SafeText.line("\(error)"))")
        session.console.note("warning: no engine answers, so the plan rests on the sources alone")
        return try await session.prepare(input, decision, engine: nil)
    }

    static func json(_ plan: RebuildPlan) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(plan), as: UTF8.self)
    }

    static func yaml(_ plan: RebuildPlan) throws -> String {
        let encoder = YAMLEncoder()
        encoder.options.sortKeys = true
        encoder.options.allowUnicode = true
        return try encoder.encode(plan).trimmingCharacters(in: .newlines)
    }
}
