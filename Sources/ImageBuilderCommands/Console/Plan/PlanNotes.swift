import ImageGraph
import RebuildPipeline
import RebuildPlanning

/// What is to be said beside a plan: of its inputs, its images and the registries.
struct PlanNotes {
    /// To be told in any case.
    let warnings: [String]
    /// To be told to whoever wants to know more.
    let remarks: [String]

    init(_ run: Preparation) {
        let images = run.plan.images
        let inputs = run.workspace.warnings.map { "\(FlagAdvice.advised($0))" }
        let own = images.flatMap { image -> [String] in
            var lines = image.warnings.map { "warning: \(image.key): \($0)" }
            // One that is kept has other reasons; that its sources are unknown is evidence all the same.
            if case .sourcesUnknown(let message)? = (image.reasons + image.evidence).first(where: \.isUnknown) {
                lines.append("warning: \(image.key): sources unknown: \(message)")
            }
            return lines
        }
        warnings = inputs + own + Self.unreachable(images)
        remarks = Self.throughEngine(images)
    }

    /// Once for each registry, though it is a reason of every image.
    private static func unreachable(_ images: [PlannedImage]) -> [String] {
        var told: Set<String> = []
        return images.flatMap(\.findings).compactMap { finding in
            let host = finding.reference.domain
            guard finding.outcome == .unreachable, told.insert(host).inserted else { return nil }
            return "warning: \(host) cannot be reached, so what can be built is built: \(finding.message ?? "")"
        }
    }

    private static func throughEngine(_ images: [PlannedImage]) -> [String] {
        var told: Set<String> = []
        return images.flatMap(\.findings).compactMap { finding in
            let host = finding.reference.domain
            guard finding.isEngineView, told.insert(host).inserted else { return nil }
            return "\(host) is asked through the engine"
        }
    }
}

extension Reason {
    fileprivate var isUnknown: Bool {
        if case .sourcesUnknown = self { true } else { false }
    }
}
