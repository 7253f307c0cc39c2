import ArgumentParser
import RebuildPipeline
import RebuildPlanning

/// Where the inputs lie: the same for every command that reads them.
struct InputOptions: ParsableArguments {
    @OptionGroup var tree: TreeFlags

    @Option(
        name: [.customShort("c", allowingJoined: true), .customLong("container_list"), .customLong("container-list")],
        help: ArgumentHelp("The YAML list of images.", valueName: "file"),
        completion: .file(extensions: ["yml", "yaml"])
    )
    var containerList = "docker_images.yml"

    @Option(
        name: [.customShort("f", allowingJoined: true), .customLong("filter_images"), .customLong("filter-images")],
        help: ArgumentHelp(
            "A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.",
            valueName: "file"
        ),
        completion: .file(extensions: ["yml", "yaml"])
    )
    var filterImages: String?

    @Option(
        name: [.customShort("t", allowingJoined: true), .customLong("build_tag"), .customLong("build-tag")],
        help: ArgumentHelp("The tag for every image, in place of the list's docker_build_tag.", valueName: "tag")
    )
    var buildTag: String?

    @Option(
        name: .customLong("build-arg"),
        help: ArgumentHelp("A build argument for every image; may be repeated.", valueName: "name=value")
    )
    var buildArguments: [BuildArgument] = []

    @Option(
        help: ArgumentHelp("The platform of images whose entry names none.", valueName: "os/arch"),
        completion: .list([
            "linux/amd64", "linux/arm64", "linux/arm/v7", "linux/ppc64le", "linux/riscv64", "linux/s390x",
        ])
    )
    var platform: String?

    @Option(help: ArgumentHelp("The stage to build of images whose entry names none.", valueName: "stage"))
    var target: String?

    @Option(
        help: ArgumentHelp("The network of RUN for images whose entry names none.", valueName: "mode"),
        completion: .list(["default", "none", "host"])
    )
    var network: String?

    @Option(
        name: .customLong("cache-from"),
        help: ArgumentHelp("A cache for images whose entry names none; may be repeated.", valueName: "image")
    )
    var cacheFrom: [String] = []

    @Flag(help: "Leave files that git ignores out of every build context.")
    var hermetic = false

    @Flag(
        name: .customLong("branch-tags"),
        help: "Tag images that are built clean with their branch and git tags, too."
    )
    var branchTags = false

    /// Whether nothing is said that is not so anyway.
    var areDefault: Bool {
        var options = workspaceOptions(root: "..")
        options.tree.settings = []
        return tree.repoRoot == nil && options == WorkspaceOptions()
    }

    var workspaceOptions: WorkspaceOptions { workspaceOptions(root: tree.root) }

    /// The same for the images that are named.
    func workspaceOptions(_ names: SelectedNames) -> WorkspaceOptions {
        var options = workspaceOptions
        options.selection = names.selection
        return options
    }

    private func workspaceOptions(root: String) -> WorkspaceOptions {
        var options = WorkspaceOptions()
        options.repoRoot = root
        options.tree = tree.options
        options.imageList = containerList
        options.whitelist = filterImages.map { $0 == "-" ? "/dev/stdin" : $0 }
        options.buildTag = buildTag
        options.buildArguments = Dictionary(buildArguments.map { ($0.name, $0.value) }) { _, last in last }
        options.platform = platform
        options.target = target
        options.network = network
        options.cacheFrom = cacheFrom
        options.hermetic = hermetic
        options.branchTags = branchTags
        return options
    }
}

/// `NAME=VALUE`
struct BuildArgument: ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
        name = String(argument[..<equals])
        value = String(argument[argument.index(after: equals)...])
    }
}
