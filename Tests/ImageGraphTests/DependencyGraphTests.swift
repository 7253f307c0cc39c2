import ImageGraph
import Testing

/// The graph of Dockerfiles that are no more than their bases: `child: parent parent`.
private func graph(_ images: [(String, [String])]) throws -> DependencyGraph {
    let edges = try images.flatMap { child, parents in
        let text = parents.map { "FROM \($0)\n" }.joined()
        let resolved = try Dockerfile.parse([UInt8](text.utf8), file: child + "/Dockerfile")
            .resolve(ResolveOptions(allStages: true))
        return resolved.images.map { use in
            DependencyEdge(parent: ImageKey(use.text), child: ImageKey(child), use: use, file: child + "/Dockerfile")
        }
    }
    return try DependencyGraph(nodes: images.map { ImageKey($0.0) }, edges: edges)
}

@Suite struct DependencyGraphTests {
    private let diamond: [(String, [String])] = [
        ("top", ["left", "right"]), ("left", ["base"]), ("right", ["base", "elsewhere"]), ("alone", ["elsewhere"]),
        ("base", ["elsewhere"]),
    ]

    @Test func parentsComeFirstOtherwiseTheOrderGiven() throws {
        #expect(try graph(diamond).order.map(\.name) == ["alone", "base", "left", "right", "top"])
    }

    @Test func edgesTellWhichUseTheyAre() throws {
        let graph = try graph(diamond)
        let edge = try #require(graph.edges.first { $0.child == ImageKey("top") && $0.parent == ImageKey("right") })
        #expect(edge.use.kind == .from)
        #expect(edge.use.reference.familiar == "right")
        #expect((edge.file, edge.use.line, edge.use.column) == ("top/Dockerfile", 2, 6))
        #expect(graph.edges.count == 4, "an image that is no node has no edge")
    }

    @Test func relativesOfAnImage() throws {
        let graph = try graph(diamond)
        #expect(graph.parents(of: ImageKey("top")).map(\.name) == ["left", "right"])
        #expect(graph.ancestors(of: ImageKey("top")).map(\.name) == ["base", "left", "right"])
        #expect(graph.ancestors(of: ImageKey("unknown")).isEmpty)
    }

    @Test func aLoopIsToldWithItsEdges() throws {
        let loop = #expect(throws: DependencyCycle.self) {
            try graph([("a", ["b"]), ("b", ["c"]), ("c", ["b"]), ("d", ["x"])])
        }
        #expect(loop?.edges.map(\.child.name) == ["b", "c"])
        #expect(loop?.edges.map(\.parent.name) == ["c", "b"])
        #expect(loop?.description == "images need each other in a loop: b → c → b")
    }
}
