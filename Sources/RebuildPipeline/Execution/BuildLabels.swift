import Basics
import DockerEngine
import Foundation
import ImageGraph
import RebuildPlanning

/// The labels that a build gives its image: those that the sources ask for, the date, and what the base was.
struct BuildLabels: Sendable {
    let engine: DockerClient
    let facts: ImageSources
    let recipe: BuildRecipe
    /// The normalised names of the buildable images that it needs.
    let listedParents: Set<String>
    let date: Date

    /// Those of an image that is built of its Dockerfile.
    func ofBuild() async throws(StepFailure) -> [String: String] {
        var labels = dated
        if let base = recipe.resolved.targetBase {
            let digest = try await registryDigest(of: base)
            labels[LabelName.ociBaseName] = base.normalized
            labels[LabelName.ociBaseDigest] = digest
            // What stands on a listed image has it from there.
            if !listedParents.contains(base.name) {
                labels[LabelName.rootBase] = digest.isEmpty ? "" : "\(base.name)@\(digest)"
            }
        } else {
            // A label of an ancestor would be inherited: say outright that there is none.
            labels[LabelName.ociBaseName] = ""
            labels[LabelName.ociBaseDigest] = ""
        }
        return labels
    }

    /// Those that are laid over the labels of a present image. What it was built on stays as it says.
    func ofRelabel(_ present: ImageDetails) async throws(StepFailure) -> Result<[String: String], RelabelObstacle> {
        let own = dated
        let kept = [LabelName.ociBaseName, LabelName.ociBaseDigest]
        let base = try await baseLabels(of: present)
        let cover = LabelCover(
            present: present.labels.filter { !kept.contains($0.key) },
            own: own,
            base: base,
            dockerfile: recipe.resolved.labels,
            declaredArguments: recipe.resolved.declaredArguments
        )
        return cover.labels
    }

    private var dated: [String: String] {
        var labels = facts.labels
        let built = Timestamp.rfc3339(Int64(date.timeIntervalSince1970))
        labels[LabelName.buildDate] = built
        labels[LabelName.ociCreated] = built
        return labels
    }

    /// What a build would inherit today; nil where the base is not there, or is not the one that the image was built on.
    private func baseLabels(of present: ImageDetails) async throws(StepFailure) -> [String: String]? {
        guard let base = recipe.resolved.targetBase else { return [:] }
        guard let details = try await inspect(base) else { return nil }
        // A listed one was made ready before; its content is what the image was built on, or the input digests would differ.
        if listedParents.contains(base.name) { return details.labels }
        let recorded = present.labels[LabelName.ociBaseDigest] ?? ""
        return recorded == Self.digest(of: base, details) ? details.labels : nil
    }

    /// The digest under which the base's registry knows it; empty where it has none, as a base that was built here.
    private func registryDigest(of base: ImageReference) async throws(StepFailure) -> String {
        if let digest = base.digest { return digest }
        return Self.digest(of: base, try await inspect(base))
    }

    private static func digest(of base: ImageReference, _ details: ImageDetails?) -> String {
        if let digest = base.digest { return digest }
        let digests = (details?.repoDigests ?? []).compactMap { try? ImageReference(parsing: $0) }
        return digests.first { $0.name == base.name }?.digest ?? ""
    }

    private func inspect(_ base: ImageReference) async throws(StepFailure) -> ImageDetails? {
        do throws(EngineError) {
            return try await engine.inspectImage(base.familiar)
        } catch {
            throw StepFailure(.build, error)
        }
    }
}
