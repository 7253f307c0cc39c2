import ImageGraph
import ManifestKit

extension Planner {
    /// Plans a run: what the lists want and git says, against what the engine has.
    ///
    /// - Parameters:
    ///   - inventory: nil where no engine was asked.
    ///   - published: what registries said.
    public func plan(
        _ workspace: Workspace,
        sources: WorkspaceSources,
        inventory: Inventory?,
        published: RegistryInventory = RegistryInventory()
    ) -> RebuildPlan {
        let images = DesiredImage.all(of: workspace, sources: sources)
        return plan(images, inventory: inventory, published: published, buildTag: workspace.buildTag)
    }
}

extension DesiredImage {
    /// What the planner needs to know of each image of a workspace, parents before children.
    public static func all(of workspace: Workspace, sources: WorkspaceSources) -> [DesiredImage] {
        var bases = BaseLines(workspace)
        return workspace.images.map { image in
            var desired = DesiredImage(key: image.key, reference: image.reference, role: image.role)
            desired.origin = image.origin
            desired.parents = workspace.graph.parents(of: image.key)
            desired.requiredTags = image.requiredTags
            if image.role != .buildable { desired.lockedDigest = workspace.lockedBases.digest(of: image.reference) }
            if let recipe = image.recipe, let facts = sources[image.key] {
                desired.take(facts, recipe, branchTags: workspace.options.branchTags)
            }
            (desired.base, desired.inheritedBase) = bases.follow(image)
            let outside = image.role == .buildable ? desired.base ?? desired.inheritedBase : image.reference
            desired.baseFreshness = outside.flatMap { workspace.basePolicies[$0] }
            return desired
        }
    }

    private mutating func take(_ facts: ImageSources, _ recipe: BuildRecipe, branchTags: Bool) {
        state = facts.state
        evidence = facts.evidence
        labels = ImageLabels.comparable(facts.labels)
        repositories = facts.repositories
        commit = facts.own.commit
        inputDigest = facts.inputDigest
        let branch = recipe.project.branch
        if let commit { acceptedVersions = ["\(branch)-\(commit)"] }
        let inputTag = facts.inputDigest.flatMap(DeservedTags.inputTag(of:))
        let branchAndHash = commit.flatMap { ImageReference.legalTag(from: "\(branch)-\($0)") }
        cleanTags = Self.unique([commit, inputTag])
        pullTags = Self.unique([commit, branchTags ? branchAndHash : nil, inputTag])
        if !branchTags { return }
        cleanTags = Self.unique(cleanTags + [legalTag(branch), branchAndHash] + facts.gitTags.map { legalTag($0) })
    }

    /// What stands for a branch or a git tag: contract, 2.3.
    private mutating func legalTag(_ name: String) -> String? {
        let tag = ImageReference.legalTag(from: name)
        if let tag, tag != name { respelledTags[name] = tag }
        return tag
    }

    private static func unique(_ tags: [String?]) -> [String] {
        var seen: Set<String> = []
        return tags.compactMap(\.self).filter { seen.insert($0).inserted }
    }
}
