import ArgumentParser
import Basics
import DockerEngine
import ImageGraph
import RebuildPipeline
import RebuildPlanning

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
        case .table: session.console.out(lines: PlanTable(plan, showsKept: session.console.verbosity >= .info).text)
        case .json: session.console.out(lines: try JSONText.encode(plan))
        case .yaml: session.console.out(lines: try YAMLText.encode(plan))
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
        session.console.note("warning: \(error)")
        session.console.note("warning: no engine answers, so the plan rests on the sources alone")
        return try await session.prepare(input, decision, engine: nil)
    }
}
