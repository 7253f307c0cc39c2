import OrderedCollections

extension DependencyGraph {
    /// The indexes of all nodes that no loop holds up, parents first.
    ///
    /// Works level by level in the order given, so it needs no recursion and its result does not depend on hashing.
    static func topologicalOrder(parents: [[Int]], children: [[Int]]) -> [Int] {
        var waiting = parents.map(\.count)
        var sorted = parents.indices.filter { waiting[$0] == 0 }
        sorted.reserveCapacity(parents.count)
        var next = 0
        while next < sorted.count {
            for child in children[sorted[next]] {
                waiting[child] -= 1
                if waiting[child] == 0 { sorted.append(child) }
            }
            next += 1
        }
        return sorted
    }

    /// One loop among the nodes that could not be settled: from any of them, going to an unsettled parent must at some
    /// point come back to a node already passed.
    static func cycle(nodes: OrderedSet<ImageKey>, edges: [DependencyEdge], settled: Set<Int>) -> DependencyCycle {
        var wayUp: [ImageKey: DependencyEdge] = [:]
        for edge in edges {
            guard let parent = nodes.firstIndex(of: edge.parent), let child = nodes.firstIndex(of: edge.child),
                !settled.contains(parent), !settled.contains(child), wayUp[edge.child] == nil
            else { continue }
            wayUp[edge.child] = edge
        }
        guard var key = nodes.first(where: { wayUp[$0] != nil }) else { return DependencyCycle(edges: []) }
        var path: [DependencyEdge] = []
        var position: [ImageKey: Int] = [:]
        while position[key] == nil, let edge = wayUp[key] {
            position[key] = path.count
            path.append(edge)
            key = edge.parent
        }
        return DependencyCycle(edges: Array(path[(position[key] ?? 0)...]))
    }
}
