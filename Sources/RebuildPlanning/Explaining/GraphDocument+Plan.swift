public import ImageGraph
import ManifestKit

extension GraphDocument {
    /// A plan as a drawing: images as boxes coloured by decision, components dashed, reasons as tooltips.
    public init(_ plan: RebuildPlan, workspace: Workspace) {
        var nodes = plan.images.map { image in
            Node(
                id: image.key.name,
                label: Self.label(image),
                fill: Self.fill(image),
                tooltip: "\(image.decision.rawValue): " + image.reasons.map { "\($0)" }.joined(separator: "\n")
            )
        }
        var edges: [Edge] = []
        var drawn: Set<Edge> = []
        for edge in workspace.graph.edges {
            let arrow = Edge(from: edge.parent.name, to: edge.child.name, isDashed: false)
            guard drawn.insert(arrow).inserted else { continue }
            edges.append(
                Edge(
                    from: arrow.from,
                    to: arrow.to,
                    isDashed: false,
                    tooltip: "\(edge.use.kind.rawValue) \(edge.use.text) (\(edge.file):\(edge.use.line))"
                )
            )
        }
        var components: Set<String> = []
        for image in workspace.images {
            for component in image.recipe?.components ?? [] {
                let id = "component - \(component.project.name)"
                if components.insert(id).inserted { nodes.append(Node(id: id, label: id, shape: .component)) }
                let arrow = Edge(from: id, to: image.key.name, isDashed: true)
                guard drawn.insert(arrow).inserted else { continue }
                edges.append(
                    Edge(
                        from: arrow.from,
                        to: arrow.to,
                        isDashed: true,
                        tooltip: "\(component.path) at \(component.destination)"
                    )
                )
            }
        }
        self.init(title: plan.summary, nodes: nodes, edges: edges, legend: Self.legend)
    }

    /// The tag or digest stands below the name, as the first program drew it.
    private static func label(_ image: PlannedImage) -> String {
        let name = image.reference.familiarName
        guard image.key.name.hasPrefix(name), image.key.name != name else { return name }
        return name + "\n" + image.key.name.dropFirst(name.count + 1)
    }

    private static func fill(_ image: PlannedImage) -> String {
        switch image.decision {
        case .build: Colour.build
        case .relabel: Colour.relabel
        case .pull: Colour.pull
        case .retag: Colour.retag
        case .keep: Colour.keep
        }
    }

    /// Colours that are told apart in grey and by people who see few colours.
    private enum Colour {
        static let build = "#f4a582"
        static let relabel = "#fee08b"
        static let pull = "#92c5de"
        static let retag = "#d9f0d3"
        static let keep = "#f7f7f7"
    }

    private static let legend = [
        LegendEntry(label: "build", fill: Colour.build),
        LegendEntry(label: "relabel", fill: Colour.relabel),
        LegendEntry(label: "pull", fill: Colour.pull),
        LegendEntry(label: "retag", fill: Colour.retag),
        LegendEntry(label: "keep", fill: Colour.keep),
    ]
}
