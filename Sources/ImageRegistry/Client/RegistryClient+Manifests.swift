import NIOHTTP1

extension RegistryClient {
    /// What names an image now: its digest, its type and its size. Maps to `HEAD /v2/NAME/manifests/REFERENCE`, which
    /// Docker Hub does not count as a pull; where a registry's answer to that does not tell, to `GET`.
    ///
    /// - Throws: ``RegistryError``; `.notFound` only where the registry itself says so.
    public func head(_ reference: RegistryReference) async throws(RegistryError) -> ManifestDescriptor {
        let version = try reference.requireVersion()
        let answer = try await send(.HEAD, "manifests/\(version)", about: reference) { request in
            request.headers = [("Accept", ManifestType.accepted)]
            request.followsRedirects = true
        }
        if answer.isSuccess {
            if let descriptor = try descriptor(of: answer, reference) { return descriptor }
            return try await manifest(reference).descriptor
        }
        switch answer.status.code {
        case 404 where answer.isRegistrys:
            throw RegistryError(.notFound, "the registry has no such image").about(reference)
        // A proxy's or a server's own page, and those that know no HEAD.
        case 404, 400, 405: return try await manifest(reference).descriptor
        default: throw await failure(answer, reference)
        }
    }

    /// - Returns: `nil` where the answer does not tell: old registries give no digest, and some give another type.
    private func descriptor(
        of answer: ExchangeAnswer,
        _ reference: RegistryReference
    ) throws(RegistryError) -> ManifestDescriptor? {
        guard let type = ManifestType(header: answer.headers.first(name: "Content-Type")),
            let size = answer.headers.first(name: "Content-Length").flatMap({ Int64($0) }), size > 0
        else { return nil }
        let digest: ContentDigest?
        do throws(RegistryError) {
            digest = try answer.digest()
        } catch {
            throw error.about(reference)
        }
        guard let digest else { return nil }
        if let wanted = reference.digest, wanted.algorithm == digest.algorithm, wanted != digest {
            throw RegistryError(.malformed, "the registry names another digest: \(digest)").about(reference)
        }
        return ManifestDescriptor(digest: reference.digest ?? digest, mediaType: type.rawValue, size: size)
    }

    /// A manifest with its bytes, whose digest is taken and compared. Maps to `GET /v2/NAME/manifests/REFERENCE`.
    ///
    /// - Throws: ``RegistryError``; `.malformed` where the digest is another, and beyond 4 MiB.
    public func manifest(_ reference: RegistryReference) async throws(RegistryError) -> RegistryManifest {
        let version = try reference.requireVersion()
        let answer = try await send(.GET, "manifests/\(version)", about: reference) { request in
            request.headers = [("Accept", ManifestType.accepted)]
            request.limit = RegistryManifest.sizeLimit
            request.followsRedirects = true
        }
        guard answer.isSuccess else { throw await failure(answer, reference) }
        do throws(RegistryError) {
            let digest = try verifiedDigest(answer, reference)
            let type = answer.headers.first(name: "Content-Type")
            return try RegistryManifest(bytes: answer.body, mediaType: type, reference: reference, digest: digest)
        } catch {
            throw error.about(reference)
        }
    }

    private func verifiedDigest(
        _ answer: ExchangeAnswer,
        _ reference: RegistryReference
    ) throws(RegistryError) -> ContentDigest {
        for said in [try answer.digest(), reference.digest].compactMap({ $0 }) {
            let taken = ContentDigest(of: answer.body, by: said.algorithm)
            guard taken == said else {
                throw RegistryError(.malformed, "what came has the digest \(taken), and should have \(said)")
            }
        }
        return reference.digest ?? ContentDigest(of: answer.body)
    }

    /// The manifest of one image: of an index the one for the platform, by its digest.
    ///
    /// What is one image and no index comes as it is, whatever its platform: its configuration tells.
    /// - Throws: ``RegistryError``; `.notFound` where the index has none for the platform, with those that it has.
    public func manifest(
        _ reference: RegistryReference,
        platform: ImagePlatform
    ) async throws(RegistryError) -> RegistryManifest {
        let found = try await manifest(reference)
        guard found.mediaType.isIndex else { return found }
        guard let child = found.child(for: platform) else {
            let others = found.platforms.prefix(20).map { SafeMessage.text($0.description) }.joined(separator: ", ")
            let why = others.isEmpty ? "it has no images of a platform" : "it is there for \(others)"
            throw RegistryError(.notFound, "no image for \(platform): \(why)").about(reference)
        }
        return try await manifest(reference.with(child.digest))
    }
}
