/// A drawing of images and what they are made of, free of any drawing language.
public struct GraphDocument: Sendable, Hashable, Codable {
    public struct Node: Sendable, Hashable, Codable {
        public enum Shape: String, Sendable, Codable {
            /// An image.
            case box
            /// A component: files of another repository.
            case component
        }

        public var id: String
        public var label: String
        public var shape: Shape
        /// Fill colour as `#rrggbb`; nil: none.
        public var fill: String?
        public var tooltip: String?

        public init(id: String, label: String, shape: Shape = .box, fill: String? = nil, tooltip: String? = nil) {
            self.id = id
            self.label = label
            self.shape = shape
            self.fill = fill
            self.tooltip = tooltip
        }
    }

    public struct Edge: Sendable, Hashable, Codable {
        public var from: String
        public var to: String
        public var isDashed: Bool
        public var tooltip: String?

        public init(from: String, to: String, isDashed: Bool = false, tooltip: String? = nil) {
            self.from = from
            self.to = to
            self.isDashed = isDashed
            self.tooltip = tooltip
        }
    }

    /// What a fill colour means.
    public struct LegendEntry: Sendable, Hashable, Codable {
        public var label: String
        /// `#rrggbb`
        public var fill: String

        public init(label: String, fill: String) {
            self.label = label
            self.fill = fill
        }
    }

    public var title: String
    public var nodes: [Node]
    public var edges: [Edge]
    public var legend: [LegendEntry]

    public init(title: String, nodes: [Node], edges: [Edge], legend: [LegendEntry] = []) {
        self.title = title
        self.nodes = nodes
        self.edges = edges
        self.legend = legend
    }
}
