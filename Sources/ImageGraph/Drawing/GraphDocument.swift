/// A drawing of images and what they are made of, free of any drawing language.
public struct GraphDocument: Sendable, Hashable, Codable {
    /// A box of the drawing.
    public struct Node: Sendable, Hashable, Codable {
        /// How it is drawn.
        public enum Shape: String, Sendable, Codable {
            /// An image.
            case box
            /// A component: files of another repository.
            case component
        }

        /// What edges call it; not shown.
        public var id: String
        /// What stands in it, in one or more lines.
        public var label: String
        /// What it stands for.
        public var shape: Shape
        /// Fill colour as `#rrggbb`; nil: none.
        public var fill: String?
        /// What shows when somebody points at it, where the language can; nil: nothing.
        public var tooltip: String?

        /// A box without colour and tooltip, unless told otherwise.
        public init(id: String, label: String, shape: Shape = .box, fill: String? = nil, tooltip: String? = nil) {
            self.id = id
            self.label = label
            self.shape = shape
            self.fill = fill
            self.tooltip = tooltip
        }
    }

    /// An arrow from what is needed to what needs it.
    public struct Edge: Sendable, Hashable, Codable {
        /// The ``Node/id`` where it begins.
        public var from: String
        /// The ``Node/id`` where it ends.
        public var to: String
        /// Whether its line is dashed.
        public var isDashed: Bool
        /// What shows when somebody points at it, where the language can; nil: nothing.
        public var tooltip: String?

        /// An arrow with a whole line, unless told otherwise.
        public init(from: String, to: String, isDashed: Bool = false, tooltip: String? = nil) {
            self.from = from
            self.to = to
            self.isDashed = isDashed
            self.tooltip = tooltip
        }
    }

    /// What a fill colour means.
    public struct LegendEntry: Sendable, Hashable, Codable {
        /// The meaning, in a word.
        public var label: String
        /// `#rrggbb`
        public var fill: String

        /// Says what `fill` means.
        public init(label: String, fill: String) {
            self.label = label
            self.fill = fill
        }
    }

    /// What stands above the drawing.
    public var title: String
    /// All boxes, each ``Node/id`` once.
    public var nodes: [Node]
    /// All arrows, between boxes of ``nodes``.
    public var edges: [Edge]
    /// What the colours mean; empty: nothing is said of them.
    public var legend: [LegendEntry]

    /// A drawing without a legend, unless told otherwise.
    public init(title: String, nodes: [Node], edges: [Edge], legend: [LegendEntry] = []) {
        self.title = title
        self.nodes = nodes
        self.edges = edges
        self.legend = legend
    }
}
