import Basics

/// Where the inputs of a run lie, and what the user lays down about them.
public struct WorkspaceOptions: Sendable, Hashable, Codable {
    /// The root of the tree, or the file that says what is in it. Default `..`, as the first program had it.
    public var repoRoot = ".."
    /// What kind of tree it is.
    public var tree = TreeOptions()
    /// The image list. Default `docker_images.yml`.
    public var imageList = "docker_images.yml"
    /// A file with a `docker_image_whitelist`; nil: everything in the list is wanted.
    public var whitelist: String?
    /// Which of the images that are wanted by then are selected; empty: all.
    public var selection = ImageSelection()
    /// Stands in for the list's `docker_build_tag`.
    public var buildTag: String?
    /// Build arguments for every image; they win over those of the list.
    public var buildArguments: [String: String] = [:]
    /// The platform of images whose list entry names none, as `os/architecture[/variant]`; nil: the engine's own.
    public var platform: String?
    /// The platform that the engine builds for where none is named; nil: ``machinePlatform``. Only needs for other platforms are told
    /// by it: it enters no digest, and each run sets it anew.
    public var enginePlatform: String?
    /// The stage of images whose list entry names none; nil: the last one.
    public var target: String?
    /// The network of `RUN` for images whose list entry names none; nil: the engine's default.
    public var network: String?
    /// Image references for the cache of images whose list entry names none.
    public var cacheFrom: [String] = []
    /// Leave files that git ignores out of every context.
    public var hermetic = false
    /// Give images that are built clean the tags `<branch>`, `<branch>-<hash>` and every git tag at HEAD, too.
    public var branchTags = false

    public init() {}

    /// What an engine on this machine builds for.
    public static var machinePlatform: String {
        #if arch(arm64)
            "linux/arm64"
        #elseif arch(arm)
            "linux/arm"
        #elseif arch(i386)
            "linux/386"
        #elseif arch(powerpc64le)
            "linux/ppc64le"
        #elseif arch(riscv64)
            "linux/riscv64"
        #elseif arch(s390x)
            "linux/s390x"
        #else
            "linux/amd64"
        #endif
    }

    /// The same with absolute paths, so that it means the same in any folder.
    public var absolute: WorkspaceOptions {
        var options = self
        options.repoRoot = DiskPath.absolute(repoRoot)
        options.tree.settings = tree.settings.map(DiskPath.absolute)
        options.imageList = DiskPath.absolute(imageList)
        options.whitelist = whitelist.map(DiskPath.absolute)
        return options
    }
}
