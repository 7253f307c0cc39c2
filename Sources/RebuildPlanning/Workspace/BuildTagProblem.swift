import ImageGraph
import ManifestKit

/// What can be wrong with the tag that the images of a run get.
enum BuildTagProblem {
    /// Nil where the tag is one.
    ///
    /// - Parameters:
    ///   - buildTag: the tag; empty where there is none.
    ///   - position: where the list names it; nil where the run does.
    ///   - list: the image list's file.
    static func find(_ buildTag: String, at position: SourcePosition?, list: String) -> Diagnostic? {
        if buildTag.isEmpty {
            return Diagnostic(
                .noBuildTag,
                file: list,
                line: nil,
                column: nil,
                message: "no docker_build_tag",
                hint: "add 'docker_build_tag: candidate'"
            )
        }
        guard !ImageReference.isValidTag(buildTag) else { return nil }
        return Diagnostic(
            .badBuildTag,
            file: position?.file ?? list,
            line: position?.line,
            column: position?.column,
            message: "\(position == nil ? "the run's" : "the") build tag '\(buildTag)' is no legal tag",
            hint: ImageReference.legalTag(from: buildTag).map { "'\($0)' would be" }
        )
    }
}
