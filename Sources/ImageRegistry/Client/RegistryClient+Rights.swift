import NIOHTTP1

extension RegistryClient {
    /// Whether a repository may be read: asks for a manifest of it. Maps to `HEAD /v2/NAME/manifests/REFERENCE`.
    ///
    /// That there is no such manifest, or no such repository yet, is no error.
    /// - Throws: `.unauthorized` or `.denied` where it may not be, and whatever else keeps the registry from telling.
    public func checkReading(_ reference: RegistryReference) async throws(RegistryError) {
        do {
            _ = try await head(reference)
        } catch {
            if error.code != .notFound { throw error }
        }
    }

    /// Whether a repository may be written to: begins an upload and takes it back, so that nothing is left. Maps to
    /// `POST /v2/NAME/blobs/uploads/` and `DELETE`.
    ///
    /// - Throws: `.unauthorized` or `.denied` where it may not be, and whatever else keeps the registry from telling.
    public func checkWriting(_ reference: RegistryReference) async throws(RegistryError) {
        let scopes: [AccessScope] = [.push(reference.repository)]
        let start = try await send(.POST, "blobs/uploads/", about: reference, scopes: scopes)
        guard start.status == .accepted else { throw await failure(start, reference) }
        // One that cannot be taken back is forgotten by the registry in time.
        if let place = try? uploadAddress(start, reference) {
            _ = try? await sendUpload(.DELETE, place, nil, reference)
        }
    }
}
