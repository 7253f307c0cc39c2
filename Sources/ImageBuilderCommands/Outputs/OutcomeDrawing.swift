import DockerEngine
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import Synchronization

/// A drawing of a run: as planned, until events tell what became of each image.
final class OutcomeDrawing: Sendable {
    private let planned: GraphDocument
    private let outcomes = Mutex<[String: ImageOutcome]>([:])

    private static let failed = GraphDocument.LegendEntry(label: "failed", fill: "#d73027")
    private static let skipped = GraphDocument.LegendEntry(label: "skipped", fill: "#bdbdbd")

    init(_ planned: GraphDocument) { self.planned = planned }

    @Sendable func handle(_ event: PipelineEvent) {
        guard case .finished(let key, let outcome) = event else { return }
        outcomes.withLock { $0[key.name] = outcome }
    }

    /// The drawing as of now.
    var document: GraphDocument {
        let outcomes = outcomes.withLock(\.self)
        guard !outcomes.isEmpty else { return planned }
        var document = planned
        document.legend += [Self.failed, Self.skipped]
        let fills = Dictionary(document.legend.map { ($0.label, $0.fill) }) { first, _ in first }
        for position in document.nodes.indices {
            guard let outcome = outcomes[document.nodes[position].id] else { continue }
            let told = Self.told(outcome)
            document.nodes[position].fill = fills[told.kind]
            // Why it was decided upon stays, below what came of it.
            let reasons = document.nodes[position].tooltip ?? ""
            document.nodes[position].tooltip = told.tooltip.map { "\($0)\n\(reasons)" } ?? reasons
        }
        return document
    }

    /// The legend's word for it, and what else is to be said.
    private static func told(_ outcome: ImageOutcome) -> (kind: String, tooltip: String?) {
        switch outcome {
        case .kept(_, let added) where added.isEmpty: ("keep", nil)
        case .kept(_, let added): ("tag", "tagged \(added.joined(separator: ", "))")
        case .pulled(_, let from): ("pull", "pulled from \(from)")
        case .built: ("build", "built")
        case .relabelled: ("relabel", "relabelled")
        case .failed(let step, let message, _): (failed.label, "failed, \(step.rawValue): \(message)")
        case .skipped(let ancestor): (skipped.label, "skipped: \(ancestor) failed")
        case .interrupted: (skipped.label, "interrupted")
        }
    }
}
