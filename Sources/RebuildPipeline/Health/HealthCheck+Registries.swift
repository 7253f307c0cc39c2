import DockerEngine
import ImageGraph
import ImageRegistry
import ManifestKit
import RebuildPlanning

/// Registries: whether they answer, and what this user may do with each image's repository.
extension HealthCheck {
    func registryFindings(_ images: Result<[WorkspaceImage], InputError>) async -> [HealthFinding] {
        guard case .success(let images) = images else {
            return ["credentials", "registry"].map {
                HealthFinding($0, .skipped, "no image list is read", remedy: "imagebuilder check tells more")
            }
        }
        let byHost = Dictionary(grouping: images, by: \.reference.domain)
        var options = subjects.registry
        // What does not answer is told, not waited for.
        options.retries.countUnreachable = 0
        if let client = try? subjects.engine?.get(), let told = try? await client.registries() {
            options.insecureRegistries += told.insecure
        }
        let credentials = subjects.credentials
        let client = RegistryClient(options: options) { try? await credentials?.login(for: $0)?.login }
        var findings: [HealthFinding] = []
        for host in byHost.keys.sorted() { findings += await credentialFindings(host) }
        if findings.isEmpty { findings.append(HealthFinding("credentials", .ok, "no credential helper fails")) }
        for (host, images) in byHost.sorted(by: { $0.key < $1.key }) { findings += await rights(host, images, client) }
        await client.shutdown()
        return findings
    }

    private func credentialFindings(_ host: String) async -> [HealthFinding] {
        guard let why = try? await subjects.credentials?.login(for: host)?.shortfall else { return [] }
        return [
            HealthFinding(
                "credentials",
                .problem,
                "\(host): \(why)",
                remedy: "install the helper, or take it out of docker's config.json and run 'docker login \(host)'"
            )
        ]
    }

    /// One finding for all repositories of a host that are as they should be, and one for each other.
    private func rights(_ host: String, _ images: [WorkspaceImage], _ client: RegistryClient) async -> [HealthFinding] {
        var problems: [HealthFinding] = []
        var readable = 0
        var writable = 0
        for image in images {
            let name = image.reference.familiar
            do throws(RegistryError) {
                var place = image.reference.inRegistry
                if image.role == .buildable, let tag = image.requiredTags.first { place = place.with(tag: tag) }
                try await client.checkReading(place)
                readable += 1
                guard subjects.asksForWriting, image.role == .buildable else { continue }
                try await client.checkWriting(place)
                writable += 1
            } catch {
                let answersElsewhere = error.code == .unreachable ? await throughEngine(host, image) : nil
                problems.append(answersElsewhere ?? Self.finding(error, host, name))
                // Nothing else of it will answer either.
                if error.code == .unreachable || error.code == .notTrusted { return problems }
            }
        }
        guard readable > 0 else { return problems }
        let read = "\(host): \(readable) of \(images.count) repositories may be read"
        let written = subjects.asksForWriting ? ", \(writable) written to" : ""
        return [HealthFinding("registry", .ok, read + written)] + problems
    }

    /// What the engine says of a registry that cannot be reached from here; nil where it does not reach it either.
    private func throughEngine(_ host: String, _ image: WorkspaceImage) async -> HealthFinding? {
        guard let client = try? subjects.engine?.get() else { return nil }
        let exact = image.role == .buildable ? image.requiredTags.first.map { ":\($0)" } ?? "" : ""
        let authorization = try? await subjects.credentials?.authorization(for: host)
        do throws(EngineError) {
            _ = try await client.registryDigest(image.reference.familiar + exact, authorization: authorization)
        } catch {
            guard error.code == .notFound else { return nil }
        }
        return HealthFinding(
            "registry",
            .warning,
            "\(host): only the engine reaches it, so plans ask there, and nothing is known of writing",
            remedy: "a name, an address or a proxy by which this machine reaches it, too; 'promote' needs that"
        )
    }

    private static func finding(_ error: RegistryError, _ host: String, _ name: String) -> HealthFinding {
        switch error.code {
        case .unauthorized, .denied:
            HealthFinding(
                "registry",
                .problem,
                "\(name): \(error.message)",
                remedy: error.hint ?? "docker login \(host), as somebody who may"
            )
        case .unreachable, .notTrusted:
            HealthFinding(
                "registry",
                .problem,
                "\(host): \(error.message)",
                remedy: error.hint ?? "--registry engine, or --offline"
            )
        default: HealthFinding("registry", .warning, "\(name): \(error.message)", remedy: error.hint)
        }
    }
}
