extension ImageListReader {
    /// The entries of `base_images`, each name once.
    mutating func bases(_ node: YAMLNode?) -> [ImageList.BaseImage] {
        let what = "an entry of base_images"
        var first: [String: SourcePosition] = [:]
        var bases: [ImageList.BaseImage] = []
        for item in items(node, "base_images") {
            guard let map = map(item, what, known: ["name", "freshness"]) else { continue }
            let name = text(map["name"], "name", requiredBy: what, item)
            if map["freshness"] == nil { log.add(.missingKey, at: item.position, "\(what) has no freshness") }
            let freshness: ImageList.BaseImage.Freshness? = map["freshness"].flatMap { choice($0, "freshness") }
            guard let name, let freshness else { continue }
            if let other = first[name] {
                let message = "base image \(name.quoted) is already in the list, at \(other)"
                log.add(.duplicateName, at: item.position, message)
                continue
            }
            first[name] = item.position
            bases.append(.init(name: name, freshness: freshness, position: item.position))
        }
        return bases
    }
}
