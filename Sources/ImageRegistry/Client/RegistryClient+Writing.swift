import NIOHTTP1

extension RegistryClient {
    /// Writes a manifest's very bytes to a place: gives an image another tag (in the repository that it is in, no byte of
    /// it is moved), or, where its parts are there, to another repository. Maps to `PUT /v2/NAME/manifests/REFERENCE`.
    ///
    /// Where it refers to an image (`subject`) and the registry does not say that it keeps account of that, it is added to
    /// the fallback tag of that image; two who do that for one image at once may lose one.
    ///
    /// - Parameter reference: with a tag, or with the manifest's digest.
    /// - Returns: what names it there.
    /// - Throws: ``RegistryError``; `.refused` where parts of it are missing.
    @discardableResult
    public func putManifest(
        _ manifest: RegistryManifest,
        at reference: RegistryReference
    ) async throws(RegistryError) -> ManifestDescriptor {
        let version = try reference.requireVersion()
        if let wanted = reference.digest, ContentDigest(of: manifest.bytes, by: wanted.algorithm) != wanted {
            throw RegistryError(.invalid, "the manifest has another digest").about(reference)
        }
        let answer = try await send(
            .PUT,
            "manifests/\(version)",
            about: reference,
            scopes: [.push(reference.repository)]
        ) { request in
            request.headers = [("Content-Type", manifest.mediaType.rawValue)]
            request.body = manifest.bytes
        }
        guard answer.isSuccess else { throw await failure(answer, reference) }
        try checkDigest(of: answer, manifest.bytes, reference)
        if let subject = manifest.subject, answer.headers.first(name: "OCI-Subject") == nil {
            try await addReferrer(manifest, to: subject.digest, reference)
        }
        return manifest.descriptor
    }

    private func checkDigest(
        of answer: ExchangeAnswer,
        _ bytes: [UInt8],
        _ reference: RegistryReference
    ) throws(RegistryError) {
        do throws(RegistryError) {
            guard let said = try answer.digest() else { return }
            let own = ContentDigest(of: bytes, by: said.algorithm)
            if said != own { throw RegistryError(.malformed, "it wrote \(said) where \(own) was sent") }
        } catch {
            throw error.about(reference)
        }
    }

    private func addReferrer(
        _ manifest: RegistryManifest,
        to subject: ContentDigest,
        _ reference: RegistryReference
    ) async throws(RegistryError) {
        var known = try await taggedReferrers(of: subject, reference)
        guard !known.contains(where: { $0.digest == manifest.digest }) else { return }
        var descriptor = manifest.descriptor
        descriptor.artifactType = manifest.artifactType
        descriptor.annotations = manifest.annotations
        known.append(descriptor)
        let place = reference.with(tag: ArtifactIndex.fallbackTag(for: subject))
        let index = try RegistryManifest(
            bytes: try ArtifactIndex(manifests: known).bytes(),
            mediaType: ManifestType.ociIndex.rawValue,
            reference: place
        )
        try await putManifest(index, at: place)
    }

    /// Whether a repository has a blob. Maps to `HEAD /v2/NAME/blobs/DIGEST`.
    public func hasBlob(_ digest: ContentDigest, in reference: RegistryReference) async throws(RegistryError) -> Bool {
        let answer = try await send(.HEAD, "blobs/\(digest)", about: reference) { $0.followsRedirects = true }
        if answer.isSuccess { return true }
        if answer.status == .notFound { return false }
        throw await failure(answer, reference)
    }

    /// Makes a blob of one repository a part of another one of the same registry, without moving it. Maps to
    /// `POST /v2/NAME/blobs/uploads/?mount=DIGEST&from=OTHER`.
    ///
    /// - Returns: whether it is there now. Where not, the registry does not do that, or has no such blob: it is to be
    ///   uploaded.
    public func mount(
        _ digest: ContentDigest,
        from source: RegistryReference,
        to target: RegistryReference
    ) async throws(RegistryError) -> Bool {
        try source.check()
        guard source.registry == target.registry else {
            throw RegistryError(.invalid, "\(source.registry) is another registry").about(target)
        }
        let query = FormText.encode([("mount", digest.description), ("from", source.repository)])
        let answer = try await send(
            .POST,
            "blobs/uploads/?\(query)",
            about: target,
            scopes: [.push(target.repository), .pull(source.repository)]
        )
        switch answer.status {
        case .created: return true
        case .accepted:
            // It has begun an upload instead, which nobody goes on with.
            if let place = try? uploadAddress(answer, target) { _ = try? await sendUpload(.DELETE, place, nil, target) }
            return false
        default: throw await failure(answer, target)
        }
    }

    /// Writes a small blob, whole, unless it is there. Maps to `POST /v2/NAME/blobs/uploads/` and a `PUT`.
    ///
    /// - Returns: its digest.
    @discardableResult
    public func uploadBlob(
        _ bytes: [UInt8],
        to reference: RegistryReference
    ) async throws(RegistryError) -> ContentDigest {
        let digest = ContentDigest(of: bytes)
        if try await hasBlob(digest, in: reference) { return digest }
        let scopes: [AccessScope] = [.push(reference.repository)]
        let start = try await send(.POST, "blobs/uploads/", about: reference, scopes: scopes)
        guard start.status == .accepted else { throw await failure(start, reference) }
        let place = try uploadAddress(start, reference).adding([("digest", digest.description)])
        let answer = try await sendUpload(.PUT, place, bytes, reference)
        guard answer.isSuccess else { throw await failure(answer, reference) }
        try checkDigest(of: answer, bytes, reference)
        return digest
    }

    func uploadAddress(
        _ answer: ExchangeAnswer,
        _ reference: RegistryReference
    ) throws(RegistryError) -> WebAddress {
        guard let location = answer.headers.first(name: "Location"),
            let address = WebAddress(location, relativeTo: answer.address)
        else { throw RegistryError(.malformed, "it names no place to upload to").about(reference) }
        if address.isTLS || !answer.address.isTLS { return address }
        // Behind a proxy that ends TLS some registries do not know that there is any.
        guard address.host == answer.address.host else {
            throw RegistryError(.notTrusted, "it wants \(address.authority) to be written to without TLS").about(
                reference
            )
        }
        return answer.address.at(address.target)
    }

    /// Goes on with an upload. On another server it is without credentials: its address holds what it needs.
    func sendUpload(
        _ method: HTTPMethod,
        _ place: WebAddress,
        _ bytes: [UInt8]?,
        _ reference: RegistryReference
    ) async throws(RegistryError) -> ExchangeAnswer {
        func fill(_ request: inout ExchangeRequest) {
            request.address = place
            request.body = bytes
            if bytes != nil { request.headers = [("Content-Type", "application/octet-stream")] }
        }
        return try await send(
            method,
            "blobs/uploads/",
            about: reference,
            scopes: [.push(reference.repository)],
            fill
        )
    }
}
