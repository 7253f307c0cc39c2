import ImageGraph
import ImageRegistry

extension RegistryInquiry {
    /// The manifest that a reference names, as its registry has it now; by digest where it has one.
    func manifest(_ reference: ImageReference) async throws(RegistryError) -> RegistryManifest {
        try await writer().manifest(reference.inRegistry)
    }

    /// Has a tag, or a digest, name a manifest whose parts its repository has. No layer moves.
    func write(_ manifest: RegistryManifest, as reference: ImageReference) async throws(RegistryError) {
        try await writer().putManifest(manifest, at: reference.inRegistry)
    }

    /// Makes all that a manifest consists of a part of another repository of the same registry.
    ///
    /// - Throws: `.refused` where the registry does not do that.
    func mount(
        _ blobs: [ContentDigest],
        from source: ImageReference,
        to target: ImageReference
    ) async throws(RegistryError) {
        let client = try await writer()
        for blob in blobs {
            if try await client.hasBlob(blob, in: target.inRegistry) { continue }
            guard try await client.mount(blob, from: source.inRegistry, to: target.inRegistry) else {
                throw RegistryError(
                    .refused(status: 202),
                    "it does not give \(blob) of \(source.familiarName) to another repository",
                    reference: target.inRegistry
                )
            }
        }
    }

    private func writer() async throws(RegistryError) -> RegistryClient {
        guard let client = await connected().client else {
            throw RegistryError(.unreachable, "registries are not asked from here")
        }
        return client
    }
}
