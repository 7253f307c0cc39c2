public import ImageGraph
import ImageRegistry

extension RegistryInquiry {
    /// The digests of an index's images by their platforms (`os/architecture[/variant]`).
    ///
    /// It is one `GET`, which Docker Hub counts as a pull.
    /// - Parameter digest: which index: what the tag names now, or named once.
    /// - Returns: empty for one image; nil where the registry cannot be asked from here, or has it no more.
    public func platforms(of reference: ImageReference, digest: String) async -> [String: String]? {
        guard let manifest = await manifest(reference, digest) else { return nil }
        guard case .index(let children) = manifest.content else { return [:] }
        var platforms: [String: String] = [:]
        for child in children {
            guard let platform = child.platform, !platform.isUnknown else { continue }
            // Of equals the first, as an index has them in the order of preference.
            let name = platform.description
            if platforms[name] == nil { platforms[name] = child.digest.description }
        }
        return platforms
    }

    /// The image that an index has for the engine's platform, or this machine's; of one image that image.
    ///
    /// - Returns: its digest, `sha256:…`, and when it was made, RFC 3339, where it says so; nil as for ``platforms(of:digest:)``.
    public func image(of reference: ImageReference, digest: String) async -> (digest: String, created: String?)? {
        let connection = await connected()
        guard let client = connection.client, let content = ContentDigest(digest) else { return nil }
        let name = reference.inRegistry.with(content)
        do throws(RegistryError) {
            let manifest = try await client.manifest(name, platform: connection.platform)
            let configuration = try? await client.configuration(of: manifest)
            return (manifest.digest.description, configuration?.created)
        } catch {
            return nil
        }
    }

    /// The labels of an image; nil as for ``platforms(of:digest:)``.
    public func labels(of reference: ImageReference, digest: String) async -> [String: String]? {
        let connection = await connected()
        guard let client = connection.client, let content = ContentDigest(digest) else { return nil }
        do throws(RegistryError) {
            let name = reference.inRegistry.with(content)
            let manifest = try await client.manifest(name, platform: connection.platform)
            return try await client.configuration(of: manifest).labels
        } catch {
            return nil
        }
    }

    private func manifest(_ reference: ImageReference, _ digest: String) async -> RegistryManifest? {
        guard let client = await connected().client, let content = ContentDigest(digest) else { return nil }
        return try? await client.manifest(reference.inRegistry.with(content))
    }
}
