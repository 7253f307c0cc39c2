public import DockerEngine
import ImageGraph
public import RebuildPlanning

extension Inventory {
    /// Asks the engine what it has of the images of a workspace.
    ///
    /// A Docker Engine with its own store lists a thousand images in hundredths of a second, so it is asked for all of
    /// them once. Podman takes minutes for that: it is asked for images that carry our name label, and then for each
    /// wanted reference by name.
    ///
    /// - Throws: `EngineError` where the engine cannot be asked; an image that is not there is no error.
    public static func read(_ workspace: Workspace, engine: DockerClient) async throws(EngineError) -> Inventory {
        let version = try await engine.connect()
        let listsAll = version.kind == .docker
        let summaries = try await engine.images(labels: listsAll ? [] : [LabelName.name], references: [])
        var inventory = Inventory()
        for summary in summaries {
            inventory.insert(
                Image(id: summary.id, tags: summary.repoTags, digests: summary.repoDigests, labels: summary.labels)
            )
        }
        guard !listsAll else { return inventory }
        for reference in wantedReferences(workspace) where inventory.image(reference) == nil {
            guard let found = try await engine.inspectImage(reference.familiar) else { continue }
            var tags = found.repoTags
            // Podman knows a short name under several full ones; that it answered to this one is what counts.
            if reference.digest == nil { tags.append(reference.familiar) }
            inventory.insert(Image(id: found.id, tags: tags, digests: found.repoDigests, labels: found.labels))
        }
        return inventory
    }

    /// Every reference that a decision may rest on.
    private static func wantedReferences(_ workspace: Workspace) -> [ImageReference] {
        workspace.images.flatMap { image in
            let tagged = image.requiredTags.compactMap { try? image.reference.withTag($0) }
            return image.role == .buildable ? tagged : [image.reference] + tagged
        }
    }
}

extension Inventory.Image {
    /// An image as the engine tells it; what is no reference (`<none>:<none>`) is left out.
    init(id: String, tags: [String], digests: [String], labels: [String: String]) {
        self.init(
            id: id,
            tags: Self.references(tags).filter { $0.tag != nil },
            digests: Self.references(digests).filter { $0.digest != nil },
            labels: labels
        )
    }

    private static func references(_ texts: [String]) -> [ImageReference] {
        texts.compactMap { try? ImageReference(parsing: $0) }
    }
}
