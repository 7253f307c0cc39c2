import Foundation
import ImageRegistry

/// A small image that is written to a registry by our own client.
struct RegistryImage: Sendable {
    let configuration: [UInt8]
    let layer: [UInt8]
    let manifest: String

    init(labels: [String: String], architecture: String = "amd64") throws {
        // An archive of nothing, 1,024 zeros, gzipped: a layer that changes nothing.
        let empty = "H4sIAAAAAAACA2NgGAWjYBSMVAAALq+17wAEAAA="
        layer = Array(Data(base64Encoded: empty) ?? Data())
        let json: [String: Any] = [
            "os": "linux", "architecture": architecture, "created": "2026-11-23T08:30:00Z",
            "config": ["Labels": labels], "rootfs": ["type": "layers", "diff_ids": ["\(ContentDigest(of: layer))"]],
        ]
        configuration = Array(try JSONSerialization.data(withJSONObject: json, options: .sortedKeys))
        manifest = """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json",\
            "digest":"\(ContentDigest(of: configuration))","size":\(configuration.count)},\
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip",\
            "digest":"\(ContentDigest(of: layer))","size":\(layer.count)}]}
            """
    }

    var digest: ContentDigest { ContentDigest(of: Array(manifest.utf8)) }

    @discardableResult
    func write(to reference: RegistryReference, by client: RegistryClient) async throws -> RegistryManifest {
        for blob in [configuration, layer] { try await client.uploadBlob(blob, to: reference) }
        let written = try RegistryManifest(bytes: Array(manifest.utf8), mediaType: nil, reference: reference)
        try await client.putManifest(written, at: reference)
        return written
    }
}
