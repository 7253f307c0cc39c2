import ImageRegistry
import Testing

@Suite("The image of a platform")
struct PlatformTests {
    /// What an index has, in its order; what is asked for; which is chosen. By containerd's `platforms` package.
    private static let rows: [(String, String, String?)] = [
        ("linux/amd64 linux/arm64", "linux/arm64", "linux/arm64"), ("linux/arm64/v8", "linux/arm64", "linux/arm64/v8"),
        ("linux/arm64", "linux/arm64/v8", "linux/arm64"),
        ("linux/arm/v5 linux/arm/v7 linux/arm/v6", "linux/arm", "linux/arm/v7"),
        ("linux/arm/v5 linux/arm/v6", "linux/arm/v7", "linux/arm/v6"), ("linux/arm/v7", "linux/arm/v6", nil),
        ("linux/arm/v7", "linux/arm64", nil), ("linux/amd64", "linux/amd64/v2", "linux/amd64"),
        ("linux/amd64/v3", "linux/amd64", nil), ("windows/amd64", "linux/amd64", nil),
        ("unknown/unknown", "linux/amd64", nil), ("", "linux/amd64", nil),
    ]

    @Test(arguments: rows)
    func chosen(_ list: String, _ wanted: String, _ expected: String?) throws {
        let names = list.split(separator: " ").map(String.init)
        let manifests = names.enumerated().map { number, name in
            let platform = platform(name)
            let variant = platform.variant.map { #","variant":"\#($0)""# } ?? ""
            return """
                {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\(ContentDigest(of: [UInt8(number)]))",\
                "size":1,"platform":{"os":"\(platform.os)","architecture":"\(platform.architecture)"\(variant)}}
                """
        }
        let text = #"{"schemaVersion":2,"manifests":[\#(manifests.joined(separator: ","))]}"#
        let reference = RegistryReference(registry: "r.example", repository: "x", tag: "1")
        let index = try RegistryManifest(bytes: Array(text.utf8), mediaType: nil, reference: reference)
        let child = index.child(for: platform(wanted))
        #expect(child?.platform?.description == expected)
        let position = names.firstIndex { $0 == expected }
        #expect(child?.digest == position.map { ContentDigest(of: [UInt8($0)]) })
    }

    private func platform(_ name: String) -> ImagePlatform {
        let parts = name.split(separator: "/").map(String.init)
        return ImagePlatform(os: parts[0], architecture: parts[1], variant: parts.count > 2 ? parts[2] : nil)
    }
}
