#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension ContextError {
    /// What went wrong with a file or folder that was there a moment ago, from the `errno` of the call.
    static func reading(_ path: String, _ number: Int32) -> ContextError {
        switch number {
        case ENOENT, ENOTDIR, ELOOP:
            return ContextError(
                code: .changedDuringWalk,
                path: path,
                message: "it went away, or became something else, while the context was read",
                hint: "wait until nothing writes to the folder, or exclude it in .dockerignore"
            )
        case EACCES, EPERM:
            return ContextError(
                code: .permissionDenied,
                path: path,
                message: "it may not be read: permission denied",
                hint: "change its permissions, or exclude it in .dockerignore"
            )
        default:
            return ContextError(
                code: .system(number),
                path: path,
                message: "it cannot be read: \(String(cString: strerror(number)))"
            )
        }
    }
}
