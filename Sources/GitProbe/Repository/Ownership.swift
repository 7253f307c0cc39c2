import Basics
internal import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Tells git's refusal of another user's checkout from other failures.
///
/// Since 2.35.2 git reads no configuration of a checkout that another user owns, unless `safe.directory` lists it. There is no exit
/// status for it, so both must hold: the owner is another, and git says so (in English: ``GitEnvironment`` sets the language).
enum Ownership {
    static func explain(_ error: GitProbeError, _ directory: GitDirectory) -> GitProbeError {
        guard error.code == .failed(status: 128), isAnothers(directory) else { return error }
        guard error.message.contains("dubious ownership") || error.message.contains("unsafe repository") else {
            return error
        }
        // Git compares the setting with the folder's absolute path, links followed.
        let path = DiskPath.resolved(directory.checkout.string) ?? DiskPath.absolute(directory.checkout.string)
        let quoted = path.replacing("'", with: "'\\''")
        return GitProbeError(
            code: .unsafeOwnership,
            checkout: directory.checkout,
            message: "belongs to another user, so git refuses to read it",
            hint: "if you trust it: git config --global --add safe.directory '\(quoted)'"
        )
    }

    private static func isAnothers(_ directory: GitDirectory) -> Bool {
        owners(directory).contains { $0 != nil && $0 != geteuid() }
    }

    /// Whether all that git looks at belongs to the user who runs us, so that git has no reason to refuse.
    static func isOurs(_ directory: GitDirectory) -> Bool {
        owners(directory).allSatisfy { $0 == geteuid() }
    }

    private static func owners(_ directory: GitDirectory) -> [uid_t?] {
        [directory.checkout, directory.checkout.appending(".git"), directory.own].map { try? Stat($0).userID.rawValue }
    }
}
