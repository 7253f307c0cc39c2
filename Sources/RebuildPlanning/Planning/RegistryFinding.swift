public import ImageGraph

/// What asking for one reference brought, as a plan stores and tells it.
public struct RegistryFinding: Sendable, Hashable, Codable {
    public enum Outcome: String, Sendable, Codable {
        /// It is published, and what was wanted.
        case found
        /// It is published, and made of something else.
        case differs
        case notFound, unreachable, refused
    }

    public let reference: ImageReference
    public let outcome: Outcome
    /// `sha256:…`; nil where nothing is published.
    public let digest: String?
    /// What was said, or how it differs; nil where it is what was wanted.
    public let message: String?
    /// Whether the engine asked, because the registry could not be reached from here.
    public let isEngineView: Bool

    init(_ reference: ImageReference, _ answer: RegistryInventory.Answer, difference: Reason? = nil) {
        self.reference = reference
        switch answer {
        case .found(let manifest):
            outcome = difference == nil ? .found : .differs
            digest = manifest.digest
            message = difference.map { "\($0)" }
            isEngineView = manifest.isEngineView
        case .notFound(let said): (outcome, digest, message, isEngineView) = (.notFound, nil, said, false)
        case .unreachable(let said): (outcome, digest, message, isEngineView) = (.unreachable, nil, said, false)
        case .refused(let said): (outcome, digest, message, isEngineView) = (.refused, nil, said, false)
        }
    }

    /// It as a fact behind a decision.
    public var reason: Reason {
        let said = message ?? ""
        switch outcome {
        case .found: return .published(reference: reference.familiar, digest: digest ?? "")
        case .differs: return .publishedDiffers(reference: reference.familiar, message: said)
        case .notFound: return .notPublished(reference: reference.familiar, message: said)
        case .unreachable: return .registryUnreachable(host: reference.domain, message: said)
        case .refused: return .registryRefused(reference: reference.familiar, message: said)
        }
    }
}
