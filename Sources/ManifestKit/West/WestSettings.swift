import Basics

/// Where west keeps settings that hold for all workspaces of a user or a machine.
///
/// Source: west's `configuration.py` (version 1.5).
public enum WestSettings {
    /// The user's file and then the system's, whether they are there or not.
    ///
    /// - Parameter environment: `WEST_CONFIG_GLOBAL` and `WEST_CONFIG_SYSTEM` name the files; else, on Linux, `XDG_CONFIG_HOME` the folder of
    ///   the user's; else `HOME`.
    public static func files(environment: [String: String]) -> [String] {
        [user(environment), environment["WEST_CONFIG_SYSTEM"] ?? system].compactMap(\.self)
    }

    private static func user(_ environment: [String: String]) -> String? {
        if let file = environment["WEST_CONFIG_GLOBAL"] { return file }
        #if os(Linux)
            if let folder = environment["XDG_CONFIG_HOME"] { return PathText.join(folder, "west/config") }
        #endif
        return environment["HOME"].map { PathText.join($0, ".westconfig") }
    }

    private static var system: String {
        #if canImport(Darwin)
            "/usr/local/etc/westconfig"
        #else
            "/etc/westconfig"
        #endif
    }
}
