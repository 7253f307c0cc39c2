import Basics
public import GitProbe
import ImageGraph
public import ManifestKit

/// A first image list for a tree: every Dockerfile that git tracks, named and with the narrowest context that has all it copies.
///
/// It rests on what Dockerfiles say; people know more. Nothing is written.
public struct ListProposal: Sendable, Hashable {
    /// What might have been an image and is not proposed.
    public struct LeftOut: Sendable, Hashable {
        /// From the tree's root.
        public let path: String
        /// One line.
        public let reason: String
    }

    /// What is laid down for it.
    public struct Options: Sendable, Hashable {
        /// What names begin with: a registry, a team, or both. Default: nothing.
        public var prefix: String?
        /// The build tag; nil: the one that the Dockerfiles name each other by, else `candidate`.
        public var buildTag: String?

        public init(prefix: String? = nil, buildTag: String? = nil) {
            self.prefix = prefix
            self.buildTag = buildTag
        }
    }

    public let draft: ImageListDraft
    /// In the order of their paths.
    public let leftOut: [LeftOut]

    /// Reads the tree's Dockerfiles; those that cannot be read are left out.
    ///
    /// - Parameter jobs: how many checkouts are read at once.
    public init(for tree: SourceTree, _ options: Options, git: GitProbe, jobs: Int = GitProbe.defaultJobs) async {
        let finding = await DockerfileFinding(tree, git: git, jobs: jobs)
        let files = finding.found.sorted { $0.path < $1.path }
        let choice = ContextChoice(tree: finding.tree, projects: finding.projects)
        let names = ImageNaming(prefix: options.prefix).names(of: files)
        let images = zip(files, names).map { file, name in
            let chosen = choice.choose(file)
            return ImageListDraft.Image(
                name: name,
                repo: tree.projects.count == 1 ? nil : ContextChoice.repo(file.project, among: tree.projects),
                path: file.folder,
                dockerfile: file.name,
                context: chosen.context,
                components: chosen.components
            )
        }
        draft = ImageListDraft(buildTag: options.buildTag ?? Self.buildTag(files, Set(names)), images: images)
        leftOut = finding.leftOut.sorted { $0.path < $1.path }
    }

    /// The one tag by which Dockerfiles name images of the list.
    private static func buildTag(_ files: [FoundDockerfile], _ names: Set<String>) -> String {
        let tags = files.flatMap(\.needs).filter { names.contains($0.familiarName) }.compactMap(\.tag)
        return Set(tags).count == 1 ? tags[0] : "candidate"
    }
}
