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
    /// Where the plan is stored and drawn.
    var out: OutputFile?
    var graph: OutputFile?
    var asksEngine = true
    /// Whether a plan without an engine's answer is none.
    var needsEngine = false

    @discardableResult
    func present(_ input: InputOptions, _ decision: DecisionOptions) async throws -> RebuildPlan {
        let run = try await prepare(input, decision)
        let plan = run.plan
        switch format {
        case .table: session.console.out(lines: PlanTable(plan, showsKept: session.console.verbosity >= .info).text)
        case .json: session.console.out(lines: try JSONText.encode(plan))
        case .yaml: session.console.out(lines: try YAMLText.encode(plan))
        }
        try out?.write(StoredPlan(inputs: input.workspaceOptions, plan: plan).text(), session.console)
        try graph?.write(GraphDocument(plan, workspace: run.workspace).dot(), session.console)
        return plan
    }

    /// With the engine where there is one; where none answers, from the sources alone, said as such.
    private func prepare(
        _ input: InputOptions,
        _ decision: DecisionOptions
    ) async throws -> Preparation {
        guard asksEngine else { return try await session.prepare(input, decision, engine: nil) }
        let failure: EngineError
        do {
            let engine = try session.engine()
            return try await session.prepare(input, decision, engine: engine)
        } catch PipelineError.engine(let error) where error.code == .unreachable && !needsEngine {
            failure = error
        }
        session.console.note("warning: \(failure)")
        session.console.note("warning: no engine answers, so the plan rests on the sources alone")
        return try await session.prepare(input, decision, engine: nil)
    }
}
