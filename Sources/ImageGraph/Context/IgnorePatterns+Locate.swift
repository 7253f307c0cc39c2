#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

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
        if isFile(own) { return own }
        let general = contextRoot + (contextRoot.hasSuffix("/") ? "" : "/") + ".dockerignore"
        return isFile(general) ? general : nil
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
    }
}
