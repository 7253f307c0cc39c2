import Basics

extension IgnorePatterns {
    /// The ignore file that applies to a build: `<Dockerfile name>.dockerignore` beside the Dockerfile, else `.dockerignore` in
    /// the root of the context (https://docs.docker.com/build/concepts/context/#filename-and-location).
    ///
    /// - Parameters:
    ///   - contextRoot: the context's folder on disk.
    ///   - dockerfile: the Dockerfile on disk, inside the context or not.
    /// - Returns: the path of a file that is there, or nil.
    public static func locate(contextRoot: String, dockerfile: String) -> String? {
        let own = dockerfile + ".dockerignore"
        if isReadable(own) { return own }
        let general = contextRoot + (contextRoot.hasSuffix("/") ? "" : "/") + ".dockerignore"
        return isReadable(general) ? general : nil
    }

    /// Whether something is there that may be read: not a folder.
    private static func isReadable(_ path: String) -> Bool { DiskPath.exists(path) && !DiskPath.isFolder(path) }
}
