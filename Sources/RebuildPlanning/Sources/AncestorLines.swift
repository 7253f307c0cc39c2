import ImageGraph

/// What the internal ancestors of each image hand down: how each repository that they are made of stands, the worst state of several.
struct AncestorLines {
    private var lines: [ImageKey: [ImageSources.Part]] = [:]

    /// What stands above an image whose parents have been noted.
    func above(_ key: ImageKey, in graph: DependencyGraph) -> [ImageSources.Part] {
        ImageLabels.merged(graph.parents(of: key).flatMap { lines[$0] ?? [] })
    }

    mutating func note(_ sources: ImageSources, of key: ImageKey, above: [ImageSources.Part]) {
        lines[key] = ImageLabels.merged([sources.own] + sources.components + above)
    }
}
