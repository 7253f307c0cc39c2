import ImageGraph
import ManifestKit

/// What a Dockerfile says of its context.
struct DockerfileReading {
    let resolved: ResolvedDockerfile
    /// What is copied, and what commands see of the context (`RUN --mount=type=bind`), each once.
    let sources: [CopiedSource]

    /// - Returns: nil for one that cannot be read, or says nothing without build arguments; why is added to `problems`.
    init?(_ file: String, _ problems: inout [Diagnostic]) {
        guard let dockerfile = RecipeFiles.parsed(file, &problems),
            let resolved = RecipeFiles.resolved(dockerfile, ResolveOptions(), &problems)
        else { return nil }
        self.resolved = resolved
        let copied = resolved.contextSources.filter { !$0.isTriggered }.map {
            CopiedSource(path: $0.path, isPattern: $0.isPattern)
        }
        let needed = resolved.stages.filter(\.isNeeded).map(\.index)
        let mounted = dockerfile.stages.filter { needed.contains($0.index) }
            .flatMap { dockerfile.instructions(of: $0) }.flatMap(Self.mounted)
        var seen: Set<CopiedSource> = []
        sources = (copied + mounted).filter { seen.insert($0).inserted }
    }

    /// The places of the context that a command has mounted. Source: BuildKit's `commands_runmount.go`; `bind` is the default, and all of
    /// the context where no source is named.
    private static func mounted(_ instruction: Instruction) -> [CopiedSource] {
        guard case .run(let run) = instruction.command else { return [] }
        return run.mounts.compactMap { mount in
            func value(_ keys: [String]) -> String? { mount.fields.first { keys.contains($0.key) }?.value }
            let source = value(["source", "src"]) ?? "."
            guard mount.from.isEmpty, value(["type"]) ?? "bind" == "bind", !source.contains("$") else { return nil }
            let parts = source.split(separator: "/").filter { $0 != "." }
            return CopiedSource(path: parts.isEmpty ? "." : parts.joined(separator: "/"), isPattern: false)
        }
    }
}
