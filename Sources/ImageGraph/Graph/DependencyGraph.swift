public import OrderedCollections

/// Which image needs which, free of loops.
///
/// Nodes keep the order they were given in; every order the graph offers is stable against it, so that the same lists
/// always make the same plan.
public struct DependencyGraph: Sendable {
    /// All images, in the order given.
    public let nodes: OrderedSet<ImageKey>
    /// All edges, in the order given.
    public let edges: [DependencyEdge]
    /// All images, parents before children, otherwise in the order given.
    public let order: [ImageKey]

    private let parentIndexes: [[Int]]

    /// Makes a graph of `nodes`; an edge that names an image outside them is left out.
    ///
    /// - Throws: `DependencyCycle` with the whole loop where images need each other.
    /// - Complexity: O(nodes + edges).
    public init(nodes: [ImageKey], edges: [DependencyEdge]) throws(DependencyCycle) {
        let set = OrderedSet(nodes)
        var parents = [OrderedSet<Int>](repeating: [], count: set.count)
        var children = [[Int]](repeating: [], count: set.count)
        var kept: [DependencyEdge] = []
        kept.reserveCapacity(edges.count)
        for edge in edges {
            guard let parent = set.firstIndex(of: edge.parent), let child = set.firstIndex(of: edge.child) else {
                continue
            }
            kept.append(edge)
            if parents[child].append(parent).inserted {
                children[parent].append(child)
            }
        }
        self.nodes = set
        self.edges = kept
        self.parentIndexes = parents.map(Array.init)
        let sorted = Self.topologicalOrder(parents: parentIndexes, children: children)
        guard sorted.count == set.count else {
            throw Self.cycle(nodes: set, edges: kept, settled: Set(sorted))
        }
        self.order = sorted.map { set[$0] }
    }

    /// The images that `key` needs directly, each once, in the order its Dockerfile names them.
    public func parents(of key: ImageKey) -> [ImageKey] {
        guard let index = nodes.firstIndex(of: key) else { return [] }
        return parentIndexes[index].map { nodes[$0] }
    }

    /// All images that `key` needs, directly or through others, parents before children, without `key`.
    public func ancestors(of key: ImageKey) -> [ImageKey] {
        guard let start = nodes.firstIndex(of: key) else { return [] }
        var seen: Set<Int> = []
        var open = parentIndexes[start]
        while let next = open.popLast() {
            if seen.insert(next).inserted { open.append(contentsOf: parentIndexes[next]) }
        }
        return order.filter { candidate in
            nodes.firstIndex(of: candidate).map(seen.contains) ?? false
        }
    }
}
