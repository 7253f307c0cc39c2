/// Which permission bits the files and folders of a build context are sent with.
public enum ContextModes: String, Sendable, Hashable, CaseIterable {
    /// Those that git knows: 0644, or 0755 for what the owner may execute, and 0755 for folders. Default: any checkout of a commit
    /// makes the same image.
    case git
    /// Those that they have on disk.
    case disk
}
