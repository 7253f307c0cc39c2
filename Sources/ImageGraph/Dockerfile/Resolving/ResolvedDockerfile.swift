/// What a target of a Dockerfile needs.
public struct ResolvedDockerfile: Sendable {
    /// The external images that the target's stages (or all) use, stage by stage and line by line, duplicates kept.
    public let images: [ImageUse]
    /// All stages, with their bases resolved.
    public let stages: [ResolvedStage]
    /// The platform that it is built for, normalised: `linux/arm64`.
    public let platform: String
    /// The index of the stage that is built.
    public let targetStage: Int
    /// The names of `ARG`s in the needed stages and before the first `FROM`.
    public let declaredArguments: Set<String>
    /// The labels that the image gets from `LABEL`, in the target and the stages it is built on: keys expanded, values
    /// without quotes and with their variables as written.
    public let labels: [String: String]
    /// The `ONBUILD` instructions of the target, in order: they run in an image that is built on this one.
    public let onBuildTriggers: [OnBuildTrigger]
    /// The paths of the build context that the target's stages take files from, line by line; not those that depend on variables of an
    /// external image.
    public let contextSources: [ContextSource]
    /// The arguments that its stages use and do not declare, though the file does so before the first `FROM`: each once a stage.
    public let undeclaredArguments: [UndeclaredArgument]
    /// The names of the variables that `ENV` sets in the target and the stages it is built on.
    public let environment: Set<String>
    /// What of the file up to the target Docker's classic builder cannot do, line by line.
    public let requiresBuildKit: [BuildKitFeature]
    /// The line where an `ONBUILD` of a base first makes a needed stage take files from a stage or an image (`COPY --from`,
    /// `RUN --mount=…,from=`); nil where none does. BuildKit knows of that from Dockerfile 1.11 on
    /// (https://github.com/moby/buildkit/issues/816), Docker's classic builder always did.
    public let triggeredSourceLine: Int?
    /// The frontend that the file names by `# syntax=`, which BuildKit takes in place of its own: `docker/dockerfile:1`.
    public let frontend: String?
}

/// A stage with its variables expanded.
public struct ResolvedStage: Hashable, Sendable {
    /// The position among the stages, from 0.
    public let index: Int
    /// The name after `AS`, in lower case.
    public let name: String?
    /// What it is built on, expanded.
    public let base: String
    /// The earlier stage that the base names, if it does.
    public let baseStage: Int?
    /// The image that the base names; `nil` for a stage and for `scratch`.
    public let reference: ImageReference?
    /// The platform that its `--platform` demands; `nil` if it has none.
    public let platform: String?
    /// Whether the target needs it (the target itself included).
    public let isNeeded: Bool
    /// The line of its `FROM`, from 1.
    public let line: Int
}

/// One use of an external image in a Dockerfile.
public struct ImageUse: Hashable, Sendable {
    /// The kind of instruction that names the image.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// The image is the base of a stage.
        case from = "FROM"
        /// Files of the image are copied.
        case copyFrom = "COPY --from"
        /// Files of the image are there while a command runs.
        case mountFrom = "RUN --mount"
    }

    /// The name after expansion, as it is written.
    public let text: String
    /// The image, normalised; a tag only where one is written.
    public let reference: ImageReference
    /// What kind of instruction names it.
    public let kind: Kind
    /// The stage that uses it.
    public let stage: Int
    /// The name of that stage, if it has one.
    public let stageName: String?
    /// The platform that its `FROM` demands; `nil` where it is the target's.
    public let platform: String?
    /// The platform it is pulled for.
    public let effectivePlatform: String
    /// The line where the name stands in the file, from 1.
    public let line: Int
    /// The column where it begins, from 1, in bytes.
    public let column: Int
    /// Whether an `ONBUILD` of the stage's base brought it.
    public let isTriggered: Bool
}

/// Something that needs BuildKit.
public struct BuildKitFeature: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A document within the Dockerfile.
        case heredoc
        /// `RUN --mount`, `--network`, `--security`, `--device`.
        case runFlag
        /// A flag of `COPY` or `ADD` other than `--chown` and `--from`.
        case copyFlag
        /// A predefined platform argument in `FROM`, such as `$BUILDPLATFORM`.
        case platformArgument
    }

    /// What kind of thing it is.
    public let kind: Kind
    /// As it is written: `--mount`, `<<EOF`, `$BUILDPLATFORM`.
    public let text: String
    /// The line of the instruction, from 1.
    public let line: Int
}
