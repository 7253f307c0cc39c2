import ImageGraph
import ManifestKit

/// What can be wrong with needs of images for others, as it is told.
enum NeedProblem {
    /// A listed parent that is built for another platform than the child wants it for would not be the parent that the engine
    /// takes: contract, 1.4.
    ///
    /// - Parameter file: the child's Dockerfile.
    static func platform(
        of parent: ImageKey,
        _ draft: ImageDraft?,
        for child: ImageKey,
        _ use: ImageUse,
        file: String
    ) -> Diagnostic? {
        guard let draft, let built = draft.recipe?.resolved.platform, use.effectivePlatform != built else { return nil }
        return Diagnostic(
            .platformDiffers,
            file: file,
            line: use.line,
            column: use.column,
            message:
                "'\(child)' needs '\(use.text)' for \(use.effectivePlatform), but '\(parent)' is built for \(built)"
                + (draft.position.map { " (\($0))" } ?? ""),
            hint: "give both the same platform"
        )
    }

    /// A build tag can stand for one of several pull-only images of a name.
    ///
    /// - Parameter list: the image list's file.
    static func claim(
        _ entries: [NameTable.PullOnly],
        _ use: ImageUse,
        file: String,
        list: String
    ) -> Diagnostic? {
        guard entries.count > 1 else { return nil }
        let all = entries.map(\.reference.familiar).joined(separator: ", ")
        return Diagnostic(
            .ambiguousBase,
            file: file,
            line: use.line,
            column: use.column,
            message: "'\(use.text)' could be any of \(all)",
            hint: "keep one of them in \(list), or name the tag in the Dockerfile"
        )
    }

    static func cycle(_ cycle: DependencyCycle) -> Diagnostic {
        let loop = cycle.edges.map { "\($0.child) needs \($0.parent) (\($0.file):\($0.use.line))" }
        return Diagnostic(
            .cycle,
            file: cycle.edges.first?.file ?? "",
            line: cycle.edges.first?.use.line,
            column: 1,
            message: "\(cycle)",
            hint: loop.joined(separator: "; ")
        )
    }
}
