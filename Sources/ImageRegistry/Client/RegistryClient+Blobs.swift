import NIOHTTP1

extension RegistryClient {
    /// What an image says of itself: labels, platform, time. Maps to `GET /v2/NAME/blobs/DIGEST`.
    ///
    /// - Parameter manifest: of one image, not an index.
    /// - Throws: ``RegistryError``; `.invalid` for an index, `.malformed` for an artifact, for a wrong digest and beyond 8 MiB.
    public func configuration(of manifest: RegistryManifest) async throws(RegistryError) -> ImageConfiguration {
        guard case .image(let descriptor, _) = manifest.content else {
            throw RegistryError(.invalid, "an index has no configuration").about(manifest.reference)
        }
        let bytes = try await blob(descriptor.digest, in: manifest.reference, limit: ImageConfiguration.sizeLimit)
        do throws(RegistryError) {
            return try ImageConfiguration(bytes: bytes, digest: descriptor.digest)
        } catch {
            throw error.about(manifest.reference)
        }
    }

    /// A small blob, whole, its digest compared. Maps to `GET /v2/NAME/blobs/DIGEST`.
    ///
    /// A redirect, as to a store of objects, is followed without credentials.
    /// - Parameters:
    ///   - reference: whose repository is meant.
    ///   - limit: the most bytes. Default: 8 MiB.
    public func blob(
        _ digest: ContentDigest,
        in reference: RegistryReference,
        limit: Int = 8 << 20
    ) async throws(RegistryError) -> [UInt8] {
        let answer = try await send(.GET, "blobs/\(digest)", about: reference) { request in
            request.limit = limit
            request.followsRedirects = true
        }
        guard answer.isSuccess else { throw await failure(answer, reference) }
        let taken = ContentDigest(of: answer.body, by: digest.algorithm)
        guard taken == digest else {
            let why = "the blob that came has the digest \(taken), and should have \(digest)"
            throw RegistryError(.malformed, why).about(reference)
        }
        return answer.body
    }
}
