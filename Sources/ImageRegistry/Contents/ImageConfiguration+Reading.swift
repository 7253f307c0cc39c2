#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension ImageConfiguration {
    /// The largest one that is read; labels and the history of steps make most of it.
    static let sizeLimit = 8 << 20

    private struct Fields: Decodable {
        struct Process: Decodable {
            var labels: [String: String?]?

            private enum CodingKeys: String, CodingKey {
                case labels = "Labels"
            }
        }

        struct Layers: Decodable {
            var contents: [String]?

            private enum CodingKeys: String, CodingKey {
                case contents = "diff_ids"
            }
        }

        var os: String?
        var architecture: String?
        var variant: String?
        var osVersion: String?
        var created: String?
        var config: Process?
        var rootfs: Layers?

        private enum CodingKeys: String, CodingKey {
            case os, architecture, variant, created, config, rootfs
            case osVersion = "os.version"
        }
    }

    /// Reads the blob that a manifest names as its configuration.
    ///
    /// - Throws: `.malformed` for what is no image's.
    init(bytes: [UInt8], digest: ContentDigest) throws(RegistryError) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes)) else {
            throw RegistryError(.malformed, "its configuration cannot be read")
        }
        guard let os = fields.os, let architecture = fields.architecture, !os.isEmpty, !architecture.isEmpty else {
            throw RegistryError(.malformed, "its configuration names no platform, so it is no image")
        }
        func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
        self.digest = digest
        platform = ImagePlatform(
            os: os,
            architecture: architecture,
            variant: filled(fields.variant),
            osVersion: filled(fields.osVersion)
        )
        labels = (fields.config?.labels ?? [:]).compactMapValues { $0 }
        created = filled(fields.created)
        layers = fields.rootfs?.contents ?? []
    }
}
