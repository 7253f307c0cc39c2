import NIOHTTP1

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension RegistryClient {
    private struct TagPage: Decodable {
        var tags: [String]?
    }

    /// Registries choose the length of a page themselves; this many of the shortest are more than a repository has.
    private static let pageLimit = 1_000
    /// Of one page: Debian's registry gives all tags of a repository at once, each at most 128 bytes.
    private static let pageSizeLimit = 32 << 20

    /// All tags of a repository, sorted by their bytes. Maps to `GET /v2/NAME/tags/list`, page after page.
    ///
    /// - Parameter reference: whose repository is meant.
    public func tags(of reference: RegistryReference) async throws(RegistryError) -> [String] {
        var found: Set<String> = []
        for body in try await pages("tags/list?n=1000", of: reference, accept: "application/json") {
            guard let page = try? JSONDecoder().decode(TagPage.self, from: Data(body)) else {
                throw RegistryError(.malformed, "its list of tags cannot be read").about(reference)
            }
            // What is no tag cannot be asked for.
            found.formUnion((page.tags ?? []).filter(RegistryReference.isTag))
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The manifests that say something of an image: attestations, signatures, lists of parts. Maps to
    /// `GET /v2/NAME/referrers/DIGEST`, and where a registry has no such thing to the tag that stands for it.
    ///
    /// - Parameters:
    ///   - reference: an image by its digest.
    ///   - artifactType: only these. Default: all.
    /// - Returns: an empty list where there are none.
    public func referrers(
        of reference: RegistryReference,
        artifactType: String? = nil
    ) async throws(RegistryError) -> [ManifestDescriptor] {
        guard let digest = reference.digest else {
            throw RegistryError(.invalid, "what refers to an image is asked for by its digest").about(reference)
        }
        let found: [ManifestDescriptor]
        do throws(RegistryError) {
            let bodies = try await pages("referrers/\(digest)", of: reference, accept: ManifestType.ociIndex.rawValue)
            var all: [ManifestDescriptor] = []
            for body in bodies { all += try manifests(inIndex: body, reference) }
            found = all
        } catch {
            switch error.code {
            // `404 page not found`, in plain text, is what registries without it say; some refuse it otherwise.
            case .notFound, .malformed, .refused: found = try await taggedReferrers(of: digest, reference)
            default: throw error
            }
        }
        return found.filter { artifactType == nil || $0.artifactType == artifactType }
    }

    /// What stands under the fallback tag.
    func taggedReferrers(
        of digest: ContentDigest,
        _ reference: RegistryReference
    ) async throws(RegistryError) -> [ManifestDescriptor] {
        do throws(RegistryError) {
            let index = try await manifest(reference.with(tag: ArtifactIndex.fallbackTag(for: digest)))
            guard case .index(let manifests) = index.content else { return [] }
            return manifests
        } catch  where error.code == .notFound {
            return []
        }
    }

    private func manifests(
        inIndex body: [UInt8],
        _ reference: RegistryReference
    ) throws(RegistryError) -> [ManifestDescriptor] {
        let type = ManifestType.ociIndex.rawValue
        guard
            case .index(let manifests) = try RegistryManifest(bytes: body, mediaType: type, reference: reference)
                .content
        else { return [] }
        return manifests
    }

    /// The bodies of a list's pages, each of which names the next (`Link`, RFC 8288).
    private func pages(
        _ path: String,
        of reference: RegistryReference,
        accept: String
    ) async throws(RegistryError) -> [[UInt8]] {
        var bodies: [[UInt8]] = []
        var seen: Set<String> = []
        var next: String? = "/v2/\(reference.repository)/\(path)"
        while let target = next {
            guard bodies.count < Self.pageLimit, seen.insert(target).inserted else {
                throw RegistryError(.malformed, "its list has no end").about(reference)
            }
            let answer = try await send(.GET, path, about: reference) { request in
                request.address = request.address.at(target)
                request.headers = [("Accept", accept)]
                request.limit = Self.pageSizeLimit
                request.followsRedirects = true
            }
            guard answer.isSuccess else { throw await failure(answer, reference) }
            bodies.append(answer.body)
            next = try PageLink.next(after: answer, about: reference)
        }
        return bodies
    }
}
