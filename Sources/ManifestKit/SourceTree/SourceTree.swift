/// A tree of git repositories, whatever says which they are: contract, 1.1.
///
/// All kinds of trees are read into this value, and the rest of the program sees nothing else.
public struct SourceTree: Sendable, Hashable {
    /// What says which projects a tree has.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A checkout made by google's `repo`.
        case repo
        /// A single repository.
        case git
        /// A repository with submodules.
        case submodules
        /// A west workspace.
        case west
        /// A `.repos` file of vcstool.
        case repos
        /// A table of our own, `ib_projects.yml`.
        case table
    }

    public let kind: Kind
    /// The folder that the projects' paths are relative to.
    public let root: String
    /// The file or folder that says which projects there are.
    public let origin: String
    /// In the order of what names them. No two have the same path.
    public let projects: [Project]
    /// What was read, but most likely not meant. Always ``Diagnostic/Severity/warning``.
    public let warnings: [Diagnostic]

    /// - Parameter origin: by default the root itself.
    public init(
        kind: Kind,
        root: String,
        origin: String? = nil,
        projects: [Project] = [],
        warnings: [Diagnostic] = []
    ) {
        self.kind = kind
        self.root = root
        self.origin = origin ?? root
        self.projects = projects
        self.warnings = warnings
    }

    /// The projects that a name in the image list can mean: those of that name; where there are none, the one at that path.
    public func projects(called name: String) -> [Project] {
        let named = projects.filter { $0.name == name }
        return named.isEmpty ? projects.filter { $0.path == name } : named
    }
}
