import ImageGraph
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// All that led to one image's decision, as text.
struct Explanation {
    private let image: PlannedImage
    private let run: Preparation

    init(_ image: PlannedImage, in run: Preparation) {
        self.image = image
        self.run = run
    }

    var text: String {
        let sections = [heading, chain(image, depth: 1), sources, registries, labels, remedy]
        return sections.flatMap(\.self).map { SafeText.line($0) }.joined(separator: "\n")
    }

    private var heading: [String] {
        var lines = ["\(image.key): \(image.decision.rawValue) (\(image.role.rawValue), \(image.origin))"]
        if let id = image.imageID { lines.append("  image: \(id)") }
        return lines
    }

    /// The reasons, and below a parent's name that parent's own. The graph has no loops, so this ends; its depth is
    /// bounded all the same, because nobody reads deeper.
    private func chain(_ image: PlannedImage, depth: Int) -> [String] {
        let indent = String(repeating: "  ", count: depth)
        return image.reasons.flatMap { reason -> [String] in
            var lines = [indent + "← \(FlagAdvice.text(reason))"]
            if let name = reason.parent, depth < 32, let parent = run.plan[ImageKey(name)] {
                lines += chain(parent, depth: depth + 1)
            }
            return lines
        }
    }

    private var sources: [String] {
        guard let recipe = run.workspace[image.key]?.recipe, let facts = run.sources[image.key] else { return [] }
        var lines = ["  sources: \(facts.state.rawValue), \(facts.fileCount) files"]
        lines.append("    Dockerfile  \(recipe.dockerfilePath)")
        lines.append("    context     \(recipe.contextPath)")
        for component in recipe.components {
            lines.append("    component   \(component.project.name): \(component.path) at \(component.destination)")
        }
        if let digest = facts.inputDigest { lines.append("    inputs      \(digest)") }
        if !facts.ignoredFiles.isEmpty {
            lines.append("    git-ignored \(facts.ignoredFiles.map(\.description).prefix(10).joined(separator: ", "))")
        }
        return lines
    }

    /// Each reference that a registry was asked for, with what it said.
    private var registries: [String] {
        guard !image.findings.isEmpty else { return [] }
        return ["  registry: asked for"] + image.findings.map(\.line)
    }

    /// Each label that counts, with what the compared image has.
    private var labels: [String] {
        guard image.role == .buildable else { return [] }
        let compared = run.inventory?.images(named: image.reference.name).first { $0.id == image.comparedWith }
        var wanted = image.labels
        if let digest = image.inputDigest { wanted[LabelName.inputDigest] = digest }
        var lines = ["  labels: " + (compared.map { "compared with \($0.id)" } ?? "no image to compare with")]
        for (label, expected) in wanted.sorted(by: { $0.key < $1.key }) {
            guard let compared else {
                lines.append("      \(label) = \(expected)")
                continue
            }
            let found = compared.labels[label]
            let mark = found == expected ? "=" : "≠"
            lines.append(
                "    \(mark) \(label) = \(expected)" + (found == expected ? "" : ", found \(found ?? "nothing")")
            )
        }
        return lines
    }

    private var remedy: [String] {
        switch image.decision {
        case .keep, .retag: return []
        case .relabel:
            return ["  a keep would need: the same content under labels that are true; relabelling gives it those"]
        case .pull: return ["  a keep would need: an image on the engine with the inputs above; pulling brings it"]
        case .build:
            let inputs = image.inputDigest.map { "inputs \($0)" } ?? "known inputs"
            return ["  a keep would need: an image on the engine with \(inputs); building makes it"]
        }
    }
}

extension RegistryFinding {
    fileprivate var line: String {
        let answer =
            switch outcome {
            case .found: "has it"
            case .differs: "has another image"
            case .notFound: "not found"
            case .unreachable: "cannot be reached"
            case .refused: "no answer"
            }
        let details = [digest, message, isEngineView ? "asked through the engine" : nil].compactMap(\.self)
        return "    \(reference.familiar): \(answer)" + (details.isEmpty ? "" : ", " + details.joined(separator: ", "))
    }
}
