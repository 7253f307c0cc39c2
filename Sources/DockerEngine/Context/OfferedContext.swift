/// A build context that BuildKit is offered in a session: it is told what there is, and asks for the files that it does
/// not have yet.
///
/// BuildKit compares what it is told of a file with what it kept under the same ``sharedKey``: size, time, mode and link.
/// What is equal it does not ask for. So the time of a file has to change whenever its content does: it is made of the
/// content (``FileTimes/content``), or BuildKit is given no state to compare with (``FileTimes/fixed``).
public struct OfferedContext: Sendable {
    /// What a build finds as the time of a file.
    public enum FileTimes: String, Sendable, Hashable, Codable, CaseIterable {
        /// A moment of 2 January 1980 that its content decides, to the nanosecond; of folders and links, its beginning.
        /// Checkouts of one commit have the same times everywhere.
        case content
        /// The beginning of 2 January 1980 for all. BuildKit then has to be sent every file of every build.
        case fixed
    }

    /// What the build reads first, and apart from the context.
    public struct Instructions: Sendable, Hashable {
        /// The Dockerfile's name, without folders: what messages call it.
        public let name: String
        /// The Dockerfile.
        public let content: [UInt8]

        /// A Dockerfile of that name.
        public init(name: String, content: [UInt8]) {
            self.name = name
            self.content = content
        }
    }

    /// What of the context a build needs, as BuildKit asks for it.
    public struct Selection: Sendable, Hashable {
        /// Paths, with `*` and the like, that are needed with all below them and all that links among them lead to;
        /// empty: everything.
        public var followPaths: [String] = []
        /// Patterns of an ignore file, one of which a path, or a folder above it, has to match; empty: no matter.
        public var includePatterns: [String] = []

        /// Everything.
        public init() {}
    }

    /// In the order in which BuildKit wants to hear of them: a folder before what it holds, and by the bytes of each
    /// part of the path.
    public let entries: [OfferedEntry]
    /// The Dockerfile, which is no part of the context unless it is among the entries, too.
    public let instructions: Instructions
    /// What BuildKit keeps the context under. Whoever knows it can make BuildKit take other files for these.
    public let sharedKey: String
    /// Says of each entry whether a build needs it. More than that does no harm but to speed.
    public let select: @Sendable (Selection, [OfferedEntry]) -> [Bool]

    /// A context of these entries, in any order.
    ///
    /// - Parameters:
    ///   - sharedKey: hard to guess, and the same for contexts that are much alike.
    ///   - select: by default everything is needed.
    public init(
        entries: [OfferedEntry],
        instructions: Instructions,
        sharedKey: String,
        select: @escaping @Sendable (Selection, [OfferedEntry]) -> [Bool] = { _, entries in entries.map { _ in true } }
    ) {
        self.entries = entries.sorted { OfferedEntry.precedes($0.path, $1.path) }
        self.instructions = instructions
        self.sharedKey = sharedKey
        self.select = select
    }
}
