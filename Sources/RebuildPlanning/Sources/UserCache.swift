import Basics

/// What is kept for the user between runs, on this machine. All of it can be made anew.
public enum UserCache {
    /// `$IMAGEBUILDER_CACHE`, else `$XDG_CACHE_HOME/imagebuilder`, else `~/.cache/imagebuilder`.
    ///
    /// - Returns: nil where `IMAGEBUILDER_CACHE` is set and empty, or where there is no home.
    public static func folder(_ environment: [String: String]) -> String? {
        if let own = environment["IMAGEBUILDER_CACHE"] { return own.isEmpty ? nil : own }
        // A relative one is to be ignored (XDG Base Directory Specification).
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return cache + "/imagebuilder" }
        if let home = environment["HOME"], !home.isEmpty { return home + "/.cache/imagebuilder" }
        return nil
    }

    /// A secret that only this user can read, 32 bytes; made when it is first asked for. Under it engines keep build contexts,
    /// so that a new one costs an upload and nothing else.
    ///
    /// - Returns: nil where it can be neither read nor kept.
    public static func contextSecret(_ environment: [String: String]) -> [UInt8]? {
        guard let folder = folder(environment) else { return nil }
        let path = PathText.join(folder, "context-secret")
        if let known = try? BoundedFile.read(path, limit: 64), known.count == 32 { return known }
        var generator = SystemRandomNumberGenerator()
        let new = (0..<32).map { _ in UInt8.random(in: 0 ... .max, using: &generator) }
        guard (try? AtomicFile.write(new, to: path, access: .owner)) != nil else { return nil }
        // Of two runs that make one at the same time, one sends its contexts once more than it had to.
        return (try? BoundedFile.read(path, limit: 64)) ?? new
    }
}
