import Basics
import ImageGraph
import ManifestKit

/// Reads the build contexts as a build would, and says what in them is not as it seems. Contexts that several images
/// share are read once.
struct ContextCheck {
    let survey: WorkspaceSurvey
    let jobs: Int

    /// What makes a context the one it is.
    private struct Identity: Hashable {
        let context: String
        let ignoreFile: String?
        let dockerfile: String?
        let keepsGit: Bool
        let layers: [String]
    }

    func findings() async -> [Diagnostic] {
        let groups = Dictionary(grouping: survey.subjects) { identity(of: $0.recipe) }.values.map { $0 }
        let width = max(1, min(jobs, groups.count))
        let ofContexts = await withTaskGroup(of: [Diagnostic].self) { group in
            for worker in 0..<width {
                group.addTask {
                    stride(from: worker, to: groups.count, by: width).flatMap { Self.findings(in: groups[$0]) }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        return ofContexts + survey.subjects.flatMap { IgnoreFileCheck(recipe: $0.recipe).findings() }
    }

    private func identity(of recipe: BuildRecipe) -> Identity {
        Identity(
            context: recipe.contextPath,
            ignoreFile: recipe.ignoreFile,
            dockerfile: recipe.dockerfileInContext,
            keepsGit: recipe.keepsGit,
            layers: recipe.components.map { "\($0.checkout)\0\($0.path)\0\($0.destination)" }
        )
    }

    /// - Parameter subjects: images that share a context; what is said of it is said of the first.
    private static func findings(in subjects: [WorkspaceSurvey.Subject]) -> [Diagnostic] {
        guard let subject = subjects.first else { return [] }
        let position = subject.entry.position(of: .context)
        var walker = subject.recipe.contextWalker
        let layers = walker.overlays
        walker.overlays = []
        do throws(ContextError) {
            var context = try walker.walk()
            var findings: [Diagnostic] = []
            for (index, layer) in layers.enumerated() {
                walker.overlays.append(layer)
                let joined = try walker.walk()
                findings += hidden(context, joined, component: index, of: subject)
                findings += empty(joined, layer, component: index, of: subject)
                context = joined
            }
            findings += escaping(context, subject, position) + special(context, subject, position)
            findings += pointers(context, subject, position)
            return findings + subjects.flatMap { CopyCheck($0, context).findings() }
        } catch {
            return [
                Diagnostic(
                    .unreadableContext,
                    at: position,
                    "the context of '\(subject.image.key)' cannot be read: \(error)"
                )
            ]
        }
    }

    /// Files that stand in `before`, and of which `after`, with the component laid over it, has nothing or another.
    private static func hidden(
        _ before: BuildContext,
        _ after: BuildContext,
        component index: Int,
        of subject: WorkspaceSurvey.Subject
    ) -> [Diagnostic] {
        let kept = Dictionary(after.entries.map { ($0.path, $0.source) }) { first, _ in first }
        let hidden = before.entries.filter { entry in
            if case .folder = entry.kind { return false }
            return kept[entry.path] != entry.source
        }
        guard !hidden.isEmpty, subject.entry.components.indices.contains(index) else { return [] }
        let component = subject.entry.components[index]
        let files = CountedNames.text(hidden.map(\.path.description), one: "file", many: "files")
        return [
            Diagnostic(
                .componentHidesFiles,
                at: component.position,
                "component '\(component.title)' of '\(subject.image.key)' hides \(files) of the context",
                hint: "give it a dest of its own"
            )
        ]
    }

    /// A component of which nothing is sent.
    private static func empty(
        _ context: BuildContext,
        _ layer: ContextWalker.Overlay,
        component index: Int,
        of subject: WorkspaceSurvey.Subject
    ) -> [Diagnostic] {
        let root = Array(layer.source.utf8)
        let below = root + [UInt8(ascii: "/")]
        let isEmpty = !context.entries.contains { entry in
            entry.kind != .folder && layer.destination.contains(entry.path)
                && (entry.source == root || entry.source.starts(with: below))
        }
        guard isEmpty, subject.entry.components.indices.contains(index) else { return [] }
        let component = subject.entry.components[index]
        return [
            Diagnostic(
                .componentAddsNothing,
                at: component.position,
                "component '\(component.title)' of '\(subject.image.key)' adds no file to the context",
                hint: "it is empty, or the ignore file leaves it out"
            )
        ]
    }

    private static func escaping(
        _ context: BuildContext,
        _ subject: WorkspaceSurvey.Subject,
        _ position: SourcePosition
    ) -> [Diagnostic] {
        let links = context.escapingSymlinks
        guard !links.isEmpty else { return [] }
        let told = CountedNames.text(links.map(\.description), one: "symlink", many: "symlinks")
        return [
            Diagnostic(
                .symlinkLeavesContext,
                at: position,
                "the context of '\(subject.image.key)' holds \(told) that lead\(links.count == 1 ? "s" : "") out of it",
                hint: "docker sends the link, not what it leads to"
            )
        ]
    }

    /// What git-lfs would put other files in the place of.
    private static func pointers(
        _ context: BuildContext,
        _ subject: WorkspaceSurvey.Subject,
        _ position: SourcePosition
    ) -> [Diagnostic] {
        let pointers = context.entries.filter { entry in
            guard case .file(let size) = entry.kind, size <= LFSPointer.sizeLimit, size >= LFSPointer.leastSize else {
                return false
            }
            let path = String(decoding: entry.source, as: UTF8.self)
            return (try? BoundedFile.read(path, limit: LFSPointer.sizeLimit)).map(LFSPointer.isPointer) ?? false
        }
        guard !pointers.isEmpty else { return [] }
        let told = CountedNames.text(pointers.map(\.path.description), one: "git-lfs pointer", many: "git-lfs pointers")
        return [
            Diagnostic(
                .lfsPointer,
                at: position,
                "the context of '\(subject.image.key)' holds \(told) instead of the file\(pointers.count == 1 ? "" : "s")",
                hint: "run git lfs pull"
            )
        ]
    }

    private static func special(
        _ context: BuildContext,
        _ subject: WorkspaceSurvey.Subject,
        _ position: SourcePosition
    ) -> [Diagnostic] {
        guard !context.leftOut.isEmpty else { return [] }
        let told = CountedNames.text(context.leftOut.map { "\($0.path)" }, one: "entry", many: "entries")
        return [
            Diagnostic(
                .specialFilesInContext,
                at: position,
                "the context of '\(subject.image.key)' holds \(told) that no image can take: sockets, pipes or devices",
                hint: "name them in the .dockerignore"
            )
        ]
    }
}
