import Basics

/// A west workspace: which projects its manifest has, imports resolved.
///
/// The rules are those of west's `manifest.py` (version 1.5), which owns the format. Keys that it does not know are passed over here:
/// west itself refuses them, and its next version may have them.
public struct WestWorkspace: Sendable, Hashable {
    /// A project of the manifest.
    public struct Project: Sendable, Hashable {
        public let name: String
        /// Relative to the top of the workspace, normalised.
        public let path: String
        public let url: String
        /// The name of its remote in the manifest; `origin` where it has a URL of its own.
        public let remote: String
        /// A branch, a tag or a commit, as written; `master` where nothing says another.
        public let revision: String
        public let groups: [String]
        let position: SourcePosition
    }

    /// The text of a manifest, and what to call it in messages.
    public struct ManifestText: Sendable, Hashable {
        public let file: String
        public let bytes: [UInt8]

        public init(file: String, bytes: [UInt8]) {
            self.file = file
            self.bytes = bytes
        }
    }

    /// Reads what a manifest imports of a project: the file at a path, or the `.yml` and `.yaml` files of the folder there, as the project's
    /// `manifest-rev` has them.
    public typealias Importer =
        @Sendable (_ path: String, _ project: Project) async throws(InputError) -> [ManifestText]

    /// The folder of the manifest repository, relative to the top of the workspace.
    public let manifestPath: String
    /// The manifest.
    public let manifestFile: String
    /// The active projects, in west's order; without the manifest repository.
    public let projects: [Project]

    /// Reads the workspace whose `.west/config` lies in `topdir`.
    ///
    /// - Parameter settings: files with the user's and the system's settings, the first that says something counts: see ``WestSettings``.
    /// - Throws: ``InputError`` with everything that is wrong in any of its files, and what the importer throws.
    public static func load(
        topdir: String,
        settings: [String] = [],
        importer: @escaping Importer
    ) async throws(InputError) -> WestWorkspace {
        let configuration = try WestConfiguration(file: PathText.join(topdir, ".west/config"), outer: settings)
        let folder = PathText.join(topdir, configuration.manifestPath)
        let file = PathText.join(folder, configuration.manifestFile)
        let bytes = try InputFile.read(file, what: "west manifest")
        var resolver = WestResolver(topdir: topdir, projectFilter: configuration.projectFilter, importer: importer)
        await resolver.read(ManifestText(file: file, bytes: bytes), WestResolver.Context(repository: folder))
        resolver.checkPaths(manifest: configuration.manifestPath, file)
        try resolver.log.throwIfFailed()
        let groups = WestGroups(resolver.groupFilters + [configuration.groupFilter])
        return WestWorkspace(
            manifestPath: PathText.normalized(configuration.manifestPath) ?? configuration.manifestPath,
            manifestFile: file,
            projects: resolver.projects.filter { project in
                configuration.projectFilter.verdict(on: project.name) ?? groups.areActive(project.groups)
            }
        )
    }
}
