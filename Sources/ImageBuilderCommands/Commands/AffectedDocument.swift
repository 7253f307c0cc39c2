import ImageGraph
import ManifestKit
import RebuildPlanning

/// The JSON of `affected`: docs/affected.md, docs/schemas/affected.schema.json.
struct AffectedDocument: Encodable {
    struct State: Encodable {
        let state: String
        let commits: [String: String]
        let problems: [Diagnostic]

        init(_ state: TreeComparison.State) {
            self.state = state.name
            commits = state.commits
            problems = state.problems
        }
    }

    struct Image: Encodable {
        let reference: String
        let verdict: TreeComparison.Image.Verdict
        let affected: Bool
        let distance: Int?
        let reasons: [String]
        let from: String?
        let to: String?

        init(_ image: TreeComparison.Image) {
            reference = image.reference.familiarName
            verdict = image.verdict
            affected = image.isAffected
            distance = image.distance
            reasons = image.reasons.map { "\($0)" }
            from = image.from
            to = image.to
        }
    }

    let format = 1
    let from: State
    let to: State
    let images: [Image]
    /// How many images have each verdict.
    let summary: [String: Int]

    init(_ comparison: TreeComparison) {
        from = State(comparison.from)
        to = State(comparison.to)
        images = comparison.images.map(Image.init)
        summary = Dictionary(
            uniqueKeysWithValues: TreeComparison.Image.Verdict.allCases.map { verdict in
                (verdict.rawValue, comparison.images.count { $0.verdict == verdict })
            }
        )
    }
}
