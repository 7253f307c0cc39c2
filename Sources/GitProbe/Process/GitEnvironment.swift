internal import SystemPackage

/// The environment that every git of a probe runs in.
///
/// What the caller's environment says about *which* repository, index or objects to use is dropped (each variable beginning with
/// `GIT_`): hooks and tools run by git set such variables, and they would make us read another repository. The user's settings stay,
/// `GIT_CONFIG_GLOBAL`, `GIT_CONFIG_COUNT` and their like.
enum GitEnvironment {
    /// Settings that no inherited variable, configuration file or alias may undo.
    private static let fixed: [(key: String, value: String)] = [
        ("LC_ALL", "C"),  // messages and sorting do not depend on the user's language
        ("GIT_OPTIONAL_LOCKS", "0"),  // read only: the index is not refreshed, nobody's lock is taken or waited for
        ("GIT_LITERAL_PATHSPECS", "1"),  // a folder called "a*" is that folder
        ("GIT_NO_REPLACE_OBJECTS", "1"),  // a commit is what its id says
        ("GIT_TERMINAL_PROMPT", "0"),  // nobody is there to answer
        ("GIT_NO_LAZY_FETCH", "1"),  // a partial clone is not completed from the network (git 2.45 and later)
        ("GIT_ALLOW_PROTOCOL", "none"),  // the same for every older git: no transport is allowed
    ]

    /// Variables that say what the user's settings are.
    private static let kept: Set<String> = ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"]

    /// Settings that no configuration file may undo.
    private static let settings = [
        GitSetting("core.ignoreCase", "false"),  // "A" and "a" are two files, both of which are sent
        GitSetting("core.untrackedCache", "false"),  // what is on disk is looked up, not remembered
        GitSetting("core.commitGraph", "false"),  // a commit's tree is what the commit says
        GitSetting("core.hooksPath", "/dev/null"),
    ]

    /// Options in front of every command: no program is started to tell what changed, no pager to show it.
    static let options = ["--no-pager", "-c", "core.fsmonitor=false"]

    /// `NAME=VALUE` of every variable, from those of the caller.
    static func variables(from inherited: [String: String]) -> [[UInt8]] {
        let overridden = Set(fixed.map(\.key))
        var variables: [[UInt8]] = []
        for (key, value) in inherited.sorted(by: { $0.key < $1.key }) {
            if key.hasPrefix("GIT_"), !kept.contains(key) { continue }
            if overridden.contains(key) || key == "LANGUAGE" { continue }
            variables.append(entry(key, value))
        }
        variables.append(contentsOf: fixed.map { entry($0.key, $0.value) })
        return adding(settings: usersSettings(inherited) + settings, to: variables)
    }

    /// The settings in `GIT_CONFIG_COUNT` and the variables that it counts. Git refuses a count that is none, and keys that are missing.
    private static func usersSettings(_ inherited: [String: String]) -> [GitSetting] {
        guard let count = inherited["GIT_CONFIG_COUNT"].flatMap({ Int($0) }), (1...settingsLimit).contains(count) else {
            return []
        }
        return (0..<count).compactMap { number in
            guard let key = inherited["GIT_CONFIG_KEY_\(number)"], let value = inherited["GIT_CONFIG_VALUE_\(number)"]
            else { return nil }
            return GitSetting(key, value)
        }
    }

    /// More settings than anybody puts into an environment.
    private static let settingsLimit = 10_000

    private static let countPrefix = Array("GIT_CONFIG_COUNT=".utf8)

    /// `variables` with settings behind those that are in them; the last of several with one key counts.
    static func adding(settings: [GitSetting], to variables: [[UInt8]]) -> [[UInt8]] {
        if settings.isEmpty { return variables }
        let counts = variables.filter { $0.starts(with: countPrefix) }
        let digits = counts.last.map { $0.dropFirst(countPrefix.count).dropLast() } ?? []
        let known = Int(String(decoding: digits, as: UTF8.self)) ?? 0
        var result = variables.filter { !$0.starts(with: countPrefix) }
        for (offset, setting) in settings.enumerated() {
            let number = known + offset
            result.append(Array("GIT_CONFIG_KEY_\(number)=".utf8) + setting.key.filter { $0 != 0 } + [0])
            result.append(Array("GIT_CONFIG_VALUE_\(number)=".utf8) + setting.value.filter { $0 != 0 } + [0])
        }
        result.append(entry("GIT_CONFIG_COUNT", "\(known + settings.count)"))
        return result
    }

    /// `variables` without what makes git take paths literally.
    static func readingPathspecs(_ variables: [[UInt8]]) -> [[UInt8]] {
        variables.filter { !$0.starts(with: Array("GIT_LITERAL_PATHSPECS=".utf8)) }
    }

    /// What keeps a git that is started in `folder` from going on to the folders above, where it would speak of another repository.
    ///
    /// Empty for a path with a colon in it, which the variable cannot hold; ``GitDirectory`` then sees to it.
    static func ceiling(above folder: FilePath) -> [[UInt8]] {
        guard let path = folder.resolved, let slash = path.lastIndex(of: UInt8(ascii: "/")), path.count > 1,
            !path.contains(UInt8(ascii: ":"))
        else { return [] }
        return [entry("GIT_CEILING_DIRECTORIES", slash == 0 ? path[...slash] : path[..<slash])]
    }

    /// One variable as the kernel takes it, ended by a zero byte.
    static func entry(_ key: String, _ value: String) -> [UInt8] {
        entry(key, Array(value.utf8))
    }

    static func entry(_ key: String, _ value: some Collection<UInt8>) -> [UInt8] {
        Array(key.utf8) + [UInt8(ascii: "=")] + value.filter { $0 != 0 } + [0]
    }
}
