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
    var summary: OutputFile?
    var asksEngine = true
    /// The plan that this one is compared with: what differs is shown in place of the plan.
    var earlier: RebuildPlan?

    /// - Returns: whether there is work to do; where plans are compared, whether they differ.
    @discardableResult
    func present(_ input: InputOptions, _ decision: DecisionOptions, _ names: SelectedNames) async throws -> Bool {
        let began = ContinuousClock.now
        let engine = asksEngine ? try session.engine() : nil
        let run = try await session.prepare(input, decision, names, engine: engine)
        let plan = run.plan
        let difference = earlier.map { PlanDifference(from: $0, to: plan) }
        if let difference {
            try show(difference)
        } else {
            try show(run, took: began.duration(to: .now))
        }
        try out?.write(StoredPlan(inputs: input.workspaceOptions(names), plan: plan).text(), session.console)
        let drawing = GraphDocument(plan, workspace: run.workspace)
        try graph?.write(drawing.dot(), session.console)
        try summary?.write(MarkdownSummary(plan: plan, drawing: drawing).text, session.console)
        return difference.map { !$0.isEmpty } ?? plan.hasWork
    }

    private func show(_ run: Preparation, took: Duration) throws {
        switch format {
        case .table:
            let screen = session.screen
            let view = PlanView(
                plan: run.plan,
                heading: PlanHeading(run: run, took: screen.isTerminal ? took : nil).parts,
                screen: screen,
                isComplete: session.console.verbosity >= .info
            )
            session.console.out(view.lines, on: screen)
        case .json: session.console.out(lines: try JSONText.encode(run.plan))
        case .yaml: session.console.out(lines: try YAMLText.encode(run.plan))
        }
    }

    private func show(_ difference: PlanDifference) throws {
        switch format {
        case .table:
            let screen = session.screen
            session.console.out(DifferenceView(difference: difference, width: screen.width).lines, on: screen)
        case .json: session.console.out(lines: try JSONText.encode(difference))
        case .yaml: session.console.out(lines: try YAMLText.encode(difference))
        }
    }
}
