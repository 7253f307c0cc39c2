import ImageGraph

extension PlannedImage: Codable {
    private enum CodingKeys: String, CodingKey {
        case decision, reasons, refusal, ifAncestorIsBuilt, ifNotPulled, ifNotRelabelled, imageID, comparedWith
        case missingTags, leftovers, tagsIfBuilt, pullReferences, pullDigest, findings
        case obsoleteTags, warnings
    }

    /// Written as one flat object with the members of ``DesiredImage``.
    public func encode(to encoder: any Encoder) throws {
        try desired.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(decision, forKey: .decision)
        try container.encode(reasons, forKey: .reasons)
        try container.encodeIfPresent(refusal, forKey: .refusal)
        try container.encodeIfPresent(ifAncestorIsBuilt, forKey: .ifAncestorIsBuilt)
        try container.encodeIfPresent(ifNotPulled, forKey: .ifNotPulled)
        try container.encodeIfPresent(ifNotRelabelled, forKey: .ifNotRelabelled)
        try container.encodeIfPresent(imageID, forKey: .imageID)
        try container.encodeIfPresent(comparedWith, forKey: .comparedWith)
        try container.encode(missingTags, forKey: .missingTags)
        try container.encode(leftovers, forKey: .leftovers)
        try container.encode(tagsIfBuilt, forKey: .tagsIfBuilt)
        try container.encode(pullReferences, forKey: .pullReferences)
        try container.encodeIfPresent(pullDigest, forKey: .pullDigest)
        try container.encode(findings, forKey: .findings)
        try container.encode(obsoleteTags, forKey: .obsoleteTags)
        try container.encode(warnings, forKey: .warnings)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        desired = try DesiredImage(from: decoder)
        decision = try container.decode(Decision.self, forKey: .decision)
        reasons = try container.decode([Reason].self, forKey: .reasons)
        refusal = try container.decodeIfPresent(Reason.self, forKey: .refusal)
        ifAncestorIsBuilt = try container.decodeIfPresent(Alternative.self, forKey: .ifAncestorIsBuilt)
        ifNotPulled = try container.decodeIfPresent(Alternative.self, forKey: .ifNotPulled)
        ifNotRelabelled = try container.decodeIfPresent(Alternative.self, forKey: .ifNotRelabelled)
        imageID = try container.decodeIfPresent(String.self, forKey: .imageID)
        comparedWith = try container.decodeIfPresent(String.self, forKey: .comparedWith)
        missingTags = try container.decode([String].self, forKey: .missingTags)
        leftovers = try container.decode([Leftover].self, forKey: .leftovers)
        tagsIfBuilt = try container.decode([String].self, forKey: .tagsIfBuilt)
        pullReferences = try container.decode([ImageReference].self, forKey: .pullReferences)
        pullDigest = try container.decodeIfPresent(String.self, forKey: .pullDigest)
        findings = try container.decode([RegistryFinding].self, forKey: .findings)
        obsoleteTags = try container.decode([ObsoleteTag].self, forKey: .obsoleteTags)
        warnings = try container.decode([Reason].self, forKey: .warnings)
    }
}
