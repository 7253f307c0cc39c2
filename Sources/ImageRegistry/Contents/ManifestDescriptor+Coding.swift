extension ManifestDescriptor: Codable {
    private enum CodingKeys: String, CodingKey {
        case digest, mediaType, size, platform, artifactType, annotations
    }

    private struct PlatformFields: Codable {
        var os: String?
        var architecture: String?
        var variant: String?
        var osVersion: String?

        private enum CodingKeys: String, CodingKey {
            case os, architecture, variant
            case osVersion = "os.version"
        }

        var platform: ImagePlatform? {
            guard let os, let architecture, !os.isEmpty, !architecture.isEmpty else { return nil }
            return ImagePlatform(
                os: os,
                architecture: architecture,
                variant: variant.flatMap { $0.isEmpty ? nil : $0 },
                osVersion: osVersion.flatMap { $0.isEmpty ? nil : $0 }
            )
        }
    }

    /// Reads a descriptor; its digest and size must be possible ones.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let text = try fields.decode(String.self, forKey: .digest)
        guard let digest = ContentDigest(text) else {
            throw DecodingError.dataCorruptedError(forKey: .digest, in: fields, debugDescription: "no digest")
        }
        let size = try fields.decode(Int64.self, forKey: .size)
        guard size >= 0 else {
            throw DecodingError.dataCorruptedError(forKey: .size, in: fields, debugDescription: "a negative size")
        }
        self.init(
            digest: digest,
            mediaType: try fields.decodeIfPresent(String.self, forKey: .mediaType) ?? "",
            size: size,
            platform: try fields.decodeIfPresent(PlatformFields.self, forKey: .platform)?.platform,
            artifactType: try fields.decodeIfPresent(String.self, forKey: .artifactType),
            annotations: try fields.decodeIfPresent([String: String].self, forKey: .annotations) ?? [:]
        )
    }

    /// Writes what is there.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(mediaType, forKey: .mediaType)
        try fields.encode(digest.description, forKey: .digest)
        try fields.encode(size, forKey: .size)
        if let platform {
            let written = PlatformFields(
                os: platform.os,
                architecture: platform.architecture,
                variant: platform.variant,
                osVersion: platform.osVersion
            )
            try fields.encode(written, forKey: .platform)
        }
        try fields.encodeIfPresent(artifactType, forKey: .artifactType)
        if !annotations.isEmpty { try fields.encode(annotations, forKey: .annotations) }
    }
}
