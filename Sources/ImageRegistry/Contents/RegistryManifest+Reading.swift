#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension RegistryManifest {
    /// The largest manifest that is read: what `distribution` and containerd take.
    static let sizeLimit = 4 << 20

    fileprivate struct Fields: Decodable {
        var schemaVersion: Int?
        var mediaType: String?
        var artifactType: String?
        var config: ManifestDescriptor?
        var layers: [ManifestDescriptor]?
        var manifests: [ManifestDescriptor]?
        var subject: ManifestDescriptor?
        var annotations: [String: String]?
    }

    /// Reads a manifest.
    ///
    /// - Parameters:
    ///   - header: the type that it came with; `nil`: the one that it names itself.
    ///   - reference: where it was read, or is to be written.
    /// - Throws: `.malformed`.
    public init(
        bytes: [UInt8],
        mediaType header: String?,
        reference: RegistryReference
    ) throws(RegistryError) {
        try self.init(bytes: bytes, mediaType: header, reference: reference, digest: ContentDigest(of: bytes))
    }

    init(
        bytes: [UInt8],
        mediaType header: String?,
        reference: RegistryReference,
        digest: ContentDigest
    ) throws(RegistryError) {
        func malformed(_ why: String) -> RegistryError { RegistryError(.malformed, why).about(reference) }
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes)) else {
            throw malformed("what the registry has is no manifest")
        }
        guard fields.schemaVersion != 1 else { throw malformed("its manifest is of schema 1, which is not read") }
        guard let type = ManifestType(header: header) ?? ManifestType(header: fields.mediaType) ?? fields.apparentType
        else { throw malformed("its manifest is of no known type") }
        // A body that is an image under one type and an index under another means two things to two readers.
        if let own = ManifestType(header: fields.mediaType), own != type {
            throw malformed("its manifest calls itself \(own.rawValue) and came as \(type.rawValue)")
        }
        switch (type.isIndex, fields.manifests, fields.config) {
        case (true, let manifests?, _) where fields.layers == nil: content = .index(manifests)
        case (false, nil, let configuration?):
            content = .image(configuration: configuration, layers: fields.layers ?? [])
        default: throw malformed("its manifest has not what its type \(type.rawValue) asks for")
        }
        self.reference = reference
        self.bytes = bytes
        self.digest = digest
        mediaType = type
        subject = fields.subject
        artifactType = fields.artifactType ?? fields.config?.mediaType
        annotations = fields.annotations ?? [:]
    }
}

extension RegistryManifest.Fields {
    /// OCI's types may be left out of the body, and some registries name them in no header.
    fileprivate var apparentType: ManifestType? {
        guard schemaVersion == 2, mediaType == nil else { return nil }
        return manifests != nil ? .ociIndex : config != nil ? .ociManifest : nil
    }
}
