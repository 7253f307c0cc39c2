import Basics
import ImageGraph
import ManifestKit

/// Which image needs which, and what is to happen to each: the graph of a plan for programs. Its form is
/// `docs/schemas/graph.schema.json`.
public struct PlanGraph: Sendable, Hashable, Encodable {
    /// The version of the form.
    public static let currentFormat = 1

    /// An image.
    struct Image: Hashable, Encodable {
        let key: String
        let reference: String
        let role: ImageRole
        let decision: Decision
        let state: SourceState
        /// In words, the one that decided first.
        let reasons: [String]
        /// The tags that a kept image is to get.
        let missingTags: [String]
    }

    /// A need of one image, by the Dockerfile that names the other.
    struct Need: Hashable, Encodable {
        let parent: String
        let child: String
        /// `from`, `copyFrom` …: how the Dockerfile names it.
        let kind: String
        let file: String
        let line: Int
    }

    /// Files of another project in an image's context.
    struct Component: Hashable, Encodable {
        let project: String
        let image: String
        let path: String
        let destination: String
    }

    let format = PlanGraph.currentFormat
    let summary: String
    let images: [Image]
    let needs: [Need]
    let components: [Component]

    public init(_ plan: RebuildPlan, workspace: Workspace) {
        summary = plan.summary
        images = plan.images.map { image in
            Image(
                key: image.key.name,
                reference: image.reference.familiar,
                role: image.role,
                decision: image.decision,
                state: image.state,
                reasons: image.reasons.map { "\($0)" },
                missingTags: image.missingTags
            )
        }
        needs = workspace.graph.edges.map { edge in
            Need(
                parent: edge.parent.name,
                child: edge.child.name,
                kind: edge.use.kind.rawValue,
                file: edge.file,
                line: edge.use.line
            )
        }
        components = workspace.images.flatMap { image in
            (image.recipe?.components ?? []).map { component in
                Component(
                    project: component.project.name,
                    image: image.key.name,
                    path: component.path,
                    destination: "\(component.destination)"
                )
            }
        }
    }

    /// The graph as JSON, keys sorted.
    public func json() throws -> String { try JSONText.encode(self) }
}
