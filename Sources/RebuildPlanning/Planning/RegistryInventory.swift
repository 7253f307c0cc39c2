public import ImageGraph

/// What registries said of references, as far as they were asked. Beside ``Inventory``, which is what an engine holds.
public struct RegistryInventory: Sendable, Hashable {
    /// The answer to one question.
    public enum Answer: Sendable, Hashable {
        /// It is there.
        case found(Manifest)
        /// The registry has nothing under that reference.
        case notFound(message: String)
        /// Nobody answers there, neither to this machine nor to the engine.
        case unreachable(message: String)
        /// It answered, and gave nothing: no access, too many requests, an error of its own.
        case refused(message: String)
    }

    /// What is published under a reference.
    public struct Manifest: Sendable, Hashable {
        /// `sha256:…`, of the manifest or index that the reference names.
        public var digest: String
        /// The labels of the image; nil where nobody looked.
        public var labels: [String: String]?
        /// Whether the engine asked in our place. Its answer has no labels.
        public var isEngineView: Bool

        /// The digest that the reference names now, where an earlier plan found another and goes on with that; nil: it has not moved.
        public var movedTo: String?

        public init(digest: String, labels: [String: String]? = nil, isEngineView: Bool = false) {
            self.digest = digest
            self.labels = labels
            self.isEngineView = isEngineView
        }
    }

    private var answers: [ImageReference: Answer] = [:]

    public init() {}

    /// What was said of a reference; nil where it was not asked for.
    public subscript(reference: ImageReference) -> Answer? {
        get { answers[reference] }
        set { answers[reference] = newValue }
    }

    /// Adds the answers of another one; its answers replace those of the same references.
    public mutating func merge(_ other: RegistryInventory) {
        answers.merge(other.answers) { $1 }
    }
}
