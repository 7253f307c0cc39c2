/// A file in git's index.
public struct TrackedFile: PathKeyed, Hashable {
    /// What the index says the file is.
    public enum Mode: UInt32, Hashable, Sendable, Codable {
        /// A file that nobody runs.
        case regular = 0o100644
        /// A file with the executable bit.
        case executable = 0o100755
        /// A symbolic link; its blob is the text of it.
        case symbolicLink = 0o120000
        /// A submodule: its content is another repository's.
        case submodule = 0o160000
    }

    /// What keeps git's word about the file from being a word about the file on disk.
    public struct Flags: OptionSet, Hashable, Sendable {
        /// The bits as declared below; git keeps others.
        public let rawValue: UInt8
        /// Takes the bits as declared below.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `git update-index --assume-unchanged`: git does not look at the file.
        public static let assumeUnchanged = Flags(rawValue: 1)
        /// Outside the sparse checkout, or `git update-index --skip-worktree`: git takes the file as unchanged though it is not there.
        public static let skipWorktree = Flags(rawValue: 2)
        /// `git add --intent-to-add`: the path is tracked, its content is not.
        public static let intentToAdd = Flags(rawValue: 4)
        /// An attribute or a setting may have made git write something else to disk than the blob: a filter, line ends, an encoding.
        public static let converted = Flags(rawValue: 8)
        /// A filter applies, and git calls the content on disk modified: for its length, or because the filter was not run. The bytes on
        /// disk may be what the filter makes of the blob all the same.
        public static let doubted = Flags(rawValue: 16)
    }

    /// Relative to the top of the checkout.
    public let path: GitPath
    /// What the index says it is.
    public let mode: Mode

    /// The blob that the index holds for it: the content as committed, which filters and line-ending rules may turn into something
    /// else on disk. For a submodule, the recorded commit.
    public let blob: ObjectID

    /// 0; or 1, 2, 3 (base, ours, theirs) of a conflict, where a path occurs several times.
    public let stage: UInt8
    /// What keeps git from looking at it; empty for most files.
    public let flags: Flags

    /// An entry of the index.
    public init(path: GitPath, mode: Mode, blob: ObjectID, stage: UInt8 = 0, flags: Flags = []) {
        self.path = path
        self.mode = mode
        self.blob = blob
        self.stage = stage
        self.flags = flags
    }

    /// A submodule speaks for what is below it as far as no more is known.
    public var isFolder: Bool { mode == .submodule }

    /// Whether ``blob`` is the content on disk, provided that the probe reports no change of the path.
    public var isVouchedFor: Bool { stage == 0 && flags.isEmpty && mode != .submodule }
}
