/// What an image runs on, in the words of Go (`GOOS`, `GOARCH`) that images use.
public struct ImagePlatform: Sendable, Hashable, CustomStringConvertible {
    /// Such as `linux`.
    public var os: String
    /// Such as `amd64`.
    public var architecture: String
    /// Such as `v7` of `arm`; `nil`: the usual one.
    public var variant: String?
    /// Of Windows, such as `10.0.20348.2700`.
    public var osVersion: String?

    /// A platform by its parts.
    public init(os: String, architecture: String, variant: String? = nil, osVersion: String? = nil) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
        self.osVersion = osVersion
    }

    /// `os/architecture[/variant]`
    public var description: String {
        ([os, architecture] + (variant.map { [$0] } ?? [])).joined(separator: "/")
    }

    /// What BuildKit writes for attestations: no image of any platform.
    public var isUnknown: Bool { os == "unknown" && architecture == "unknown" }

    /// With the variant that the architecture has where none is named (containerd, `platforms/database.go`).
    private var plainVariant: String {
        switch (architecture, variant) {
        case ("arm", nil): "v7"
        case ("arm64", nil): "v8"
        case ("amd64", nil): "v1"
        case (_, let variant): variant ?? ""
        }
    }

    /// The variants whose images run here, the best first: those of `arm` run what is older, and so do those of `amd64`.
    private var runnableVariants: [String] {
        guard ["arm", "amd64"].contains(architecture), let number = Int(plainVariant.dropFirst()),
            plainVariant.hasPrefix("v"), (1...9).contains(number)
        else { return [plainVariant] }
        let oldest = architecture == "arm" ? min(5, number) : 1
        return (oldest...number).reversed().map { "v\($0)" }
    }

    /// How well an image of another platform runs on this one: 0 is best, `nil` is not at all.
    func distance(to other: ImagePlatform) -> Int? {
        guard os == other.os, architecture == other.architecture else { return nil }
        if let osVersion, let otherVersion = other.osVersion, osVersion != otherVersion { return nil }
        return runnableVariants.firstIndex(of: other.plainVariant)
    }
}
