/// A version of the Engine API, such as 1.41.
public struct APIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The first number.
    public let major: Int
    /// The second number.
    public let minor: Int

    /// What Docker 20.10 speaks, the oldest engine supported.
    public static let oldestSupported = APIVersion(major: 1, minor: 41)
    /// The newest version this client was run against (Docker 28.5).
    public static let newestSupported = APIVersion(major: 1, minor: 51)

    /// The version `major.minor`.
    public init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads `MAJOR.MINOR`; anything else is `nil`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]), major >= 0, minor >= 0 else {
            return nil
        }
        self.init(major: major, minor: minor)
    }

    /// By both numbers: 1.9 is older than 1.41.
    public static func < (a: APIVersion, b: APIVersion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }

    /// `1.41`
    public var description: String { "\(major).\(minor)" }
}

/// Which program answers the Engine API.
public enum EngineKind: Sendable, Hashable {
    /// Docker, or what calls itself so.
    case docker
    /// Podman's compatible service.
    case podman
}

/// What an engine says of itself, and the API version to speak with it.
public struct EngineVersion: Sendable, Hashable {
    /// The program's version, such as `20.10.24+dfsg1`.
    public let version: String
    /// The version to speak: the engine's newest or ours, whichever is older.
    public let apiVersion: APIVersion
    /// The oldest version that the engine takes.
    public let minAPIVersion: APIVersion
    /// `linux`, as a rule.
    public let os: String
    /// In Go's terms: `amd64`, `arm64`.
    public let architecture: String
    /// Which program it is.
    public let kind: EngineKind

    /// What it builds for where nothing is said: `linux/amd64`. Nil where it does not tell.
    public var platform: String? { os.isEmpty || architecture.isEmpty ? nil : "\(os)/\(architecture)" }

    /// Whether `POST /build?version=2` is BuildKit. Judged by kind and system, not by the `Builder-Version` header:
    /// Docker 20.10 does not send it and has BuildKit; Podman sends it empty and ignores the parameter.
    public var hasBuildKit: Bool { kind == .docker && os != "windows" }

    /// Whether its BuildKit's own Dockerfile frontend takes `ONBUILD COPY --from`, as Dockerfile 1.11 does: Docker 28 has it
    /// for certain. What an older one makes of it looks for the files in the build context.
    public var takesFilesInTriggers: Bool { hasBuildKit && apiVersion >= APIVersion(major: 1, minor: 48) }

    /// What an engine said of itself.
    public init(
        version: String,
        apiVersion: APIVersion,
        minAPIVersion: APIVersion,
        os: String,
        architecture: String,
        kind: EngineKind
    ) {
        self.version = version
        self.apiVersion = apiVersion
        self.minAPIVersion = minAPIVersion
        self.os = os
        self.architecture = architecture
        self.kind = kind
    }
}
