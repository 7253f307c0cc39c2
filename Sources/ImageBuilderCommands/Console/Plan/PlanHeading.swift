import Basics
import DockerEngine
import ImageGraph
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// What a plan rests on, in a few words each: the tree and its revision, the engine, registries, the time it took.
struct PlanHeading {
    let run: Preparation
    /// Nil: it is not told, so that the same plan is the same text.
    var took: Duration?

    var parts: [String] {
        var parts = [tree, revision, engine].compactMap(\.self)
        if !registries.isEmpty { parts.append("registry \(registries.text(40))") }
        if let took { parts.append(DurationText.seconds(took)) }
        return parts
    }

    private var tree: String {
        let tree = run.workspace.tree
        let name = PathText.lastComponent(of: DiskPath.absolute(tree.root))
        let count = tree.projects.count
        return "\(name)  \(tree.kind.rawValue), \(count) project\(count == 1 ? "" : "s")"
    }

    /// The branch that most of the projects are wanted at.
    private var revision: String? {
        let counts = Dictionary(grouping: run.workspace.tree.projects, by: \.branch).mapValues(\.count)
        let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        guard let branch = most?.key, !branch.isEmpty else { return nil }
        return "at \(branch)" + (counts.count > 1 ? " and \(counts.count - 1) other revisions" : "")
    }

    private var engine: String? {
        guard run.plan.engineAsked else { return "no engine" }
        return run.engine.map { "engine \($0.version)" }
    }

    /// Those of the images that can be built; Docker Hub is not told, where names say nothing of it.
    private var registries: TextList {
        let domains = run.plan.images.filter { $0.role == .buildable }.map(\.reference.domain)
        return TextList(Set(domains).subtracting(["docker.io"]).sorted())
    }
}

extension TextList {
    var isEmpty: Bool { items.isEmpty }
}
