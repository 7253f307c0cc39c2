/// What a Dockerfile is resolved for.
public struct ResolveOptions: Hashable, Sendable {
    /// The stage to build, by name in any letter case; the last one by default.
    public var target: String?
    /// Values for declared `ARG`s and for the predefined platform arguments.
    public var buildArguments: [String: String]
    /// The platform to build for, `linux/amd64` by default.
    public var platform: String
    /// The platform that builds run on; by default the same as ``platform``.
    public var buildPlatform: String?
    /// Whether stages count that the target does not need.
    public var allStages: Bool
    /// `ONBUILD` instructions that external bases carry, by reference with its tag (`withDefaultTag`), in order: see ``ResolvedDockerfile/onBuildTriggers``.
    public var baseTriggers: [ImageReference: [OnBuildTrigger]]

    /// The last stage for `linux/amd64` without build arguments, unless told otherwise.
    public init(
        target: String? = nil,
        buildArguments: [String: String] = [:],
        platform: String = "linux/amd64",
        buildPlatform: String? = nil,
        allStages: Bool = false,
        baseTriggers: [ImageReference: [OnBuildTrigger]] = [:]
    ) {
        self.target = target
        self.buildArguments = buildArguments
        self.platform = platform
        self.buildPlatform = buildPlatform
        self.allStages = allStages
        self.baseTriggers = baseTriggers
    }
}
