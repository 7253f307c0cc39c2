/// The image list: which images are built from which projects, and which are only pulled.
///
/// Its YAML keys and their defaults:
///
/// ```yaml
/// docker_build_tag: candidate        # the tag that every image gets
/// pull_only_images: ["nginx:1.13"]
/// base_images:                       # what is to follow when an image from elsewhere moves
///   - name: "debian:12"              # required
///     freshness: rebuild             # required: warn, rebuild, ignore or locked
/// buildable_images:
///   - name: example/server           # required
///     repo: server                   # the project's name in the tree, or its path; may be left out where there is only one
///     path: "."                      # folder of the Dockerfile, relative to the project
///     dockerfile: Dockerfile         # relative to path
///     context: "."                   # build context, relative to path
///     context_modes: disk            # default git: 0644 and 0755 by the executable bit
///     context_keep_git: true         # default false: .git is left out of the context
///     components:                    # copied into the context
///       - repo: library              # as above
///         path: "."                  # relative to that project
///         dest: vendor/library       # required, relative to the context, and not the context itself
///     build_args: {LEVEL: 3}
///     target: release
///     platform: linux/arm64
///     network: none
///     cache_from: ["example/server:latest"]
///     secrets: ["id=npm,src=npm.token"]
///     ssh: [default]
/// ```
///
/// Image names and references are not judged here: they are kept as written.
public struct ImageList: Sendable, Hashable {
    /// An image that is pulled and not built.
    public struct PullOnlyImage: Sendable, Hashable {
        /// The image reference as written.
        public let text: String
        public let position: SourcePosition

        public init(text: String, position: SourcePosition) {
            self.text = text
            self.position = position
        }
    }

    /// A part of another project that is copied into an image's build context.
    public struct Component: Sendable, Hashable {
        /// The name or path of the project in the tree; nil for the only one.
        public let repo: String?
        /// The file or folder to copy, relative to the project; normalised, `.` for all of it.
        public let path: String
        /// Where it goes, relative to the context; normalised and never the context itself, whose own files it would
        /// silently replace.
        public let dest: String
        public let position: SourcePosition

        /// What messages call it: its project, else its place in the context.
        public var title: String { repo ?? dest }

        public init(repo: String?, path: String = ".", dest: String, position: SourcePosition) {
            self.repo = repo
            self.path = path
            self.dest = dest
            self.position = position
        }
    }

    /// The tag that every built or pulled image gets, if the list says one.
    public let buildTag: String?
    /// Where ``buildTag`` is written.
    public let buildTagPosition: SourcePosition?
    /// In the order of the file.
    public let pullOnly: [PullOnlyImage]
    /// In the order of the file; no two have the same name.
    public let buildable: [BuildableImage]
    /// In the order of the file; no two have the same name.
    public let bases: [BaseImage]
    /// What is not wrong but should be known: entries that repeat others.
    public let warnings: [Diagnostic]

    public init(
        buildTag: String? = nil,
        buildTagPosition: SourcePosition? = nil,
        pullOnly: [PullOnlyImage] = [],
        buildable: [BuildableImage] = [],
        bases: [BaseImage] = [],
        warnings: [Diagnostic] = []
    ) {
        self.buildTag = buildTag
        self.buildTagPosition = buildTagPosition
        self.pullOnly = pullOnly
        self.buildable = buildable
        self.bases = bases
        self.warnings = warnings
    }

    /// Reads an image list.
    ///
    /// - Throws: ``InputError`` with everything that is wrong with it.
    public static func load(file: String) throws(InputError) -> ImageList {
        try parse(InputFile.readText(file, what: "image list"), file: file)
    }

    /// Reads an image list from its text.
    ///
    /// - Parameter file: the name for positions; nothing is read from it.
    /// - Throws: ``InputError`` with everything that is wrong with it.
    public static func parse(_ text: String, file: String) throws(InputError) -> ImageList {
        guard let root = try YAMLReader.read(text, file: file) else { throw empty(file) }
        var reader = ImageListReader()
        let list = reader.read(root)
        try reader.log.throwIfFailed()
        return list
    }
}
