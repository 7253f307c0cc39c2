import Basics
internal import SystemPackage

/// A filter is a program, and `git status` runs it to compare a file that it finds touched. What a tree configures itself is not run.
extension CheckoutProbe {
    /// Settings that put the user's own filters, or none, in the place of those that the repository's configuration defines.
    ///
    /// A file that needs a filter that is not run is compared as it lies on disk; it is marked as converted anyhow.
    func withoutOwnFilters() async throws(GitProbeError) -> [GitSetting] {
        let files = [directory.configuration, directory.own.appending("config.worktree")]
        guard files.contains(where: Self.mayDefineFilter) else { return [] }
        var own = try await filters(["--local"], in: directory.checkout)
        if FileSignature(path: files[1]) != nil { own += try await filters(["--worktree"], in: directory.checkout) }
        let drivers = Set(own.compactMap { Self.driver(of: $0.key) })
        guard !drivers.isEmpty else { return [] }
        guard drivers.count <= Self.driversLimit else {
            throw GitProbeError(
                code: .outputTooLong(limit: Self.driversLimit),
                checkout: directory.checkout,
                message: "its configuration defines more than \(Self.driversLimit) filters"
            )
        }
        // Outside of every repository only the user's and the system's settings count.
        let users = try await filters([], in: FilePath("/"))
        let known = Dictionary(users.map { ($0.key, $0.value) }) { _, last in last }
        return drivers.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { driver in
            ["clean", "smudge", "process", "required"].map { name in
                let key = Array("filter.".utf8) + driver + Array(".\(name)".utf8)
                return GitSetting(key: key, value: known[key] ?? (name == "required" ? Array("false".utf8) : []))
            }
        }
    }

    /// Real repositories define one or two. Each takes four variables in the environment of a git.
    private static let driversLimit = 64

    private static func mayDefineFilter(_ file: FilePath) -> Bool {
        guard let (bytes, _) = contents(of: file, limit: RepositoryFormat.configurationLimit) else {
            return FileSignature(path: file) != nil
        }
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        return text.contains("filter") || text.contains("include")
    }

    private func filters(_ scope: [String], in folder: FilePath) async throws(GitProbeError) -> [GitSetting] {
        let output = try await runner.run(RepositoryCommands.filters(scope), in: folder)
        var settings: [GitSetting] = []
        var records = Records(output.bytes)
        while let record = records.next() {
            // A key, a line end and the value; a key alone is "true".
            let key = record.prefix { $0 != UInt8(ascii: "\n") }
            settings.append(GitSetting(key: Array(key), value: Array(record.dropFirst(key.count + 1))))
        }
        return settings
    }

    /// The part of `filter.NAME.clean` that names the filter; it may have dots.
    private static func driver(of key: [UInt8]) -> [UInt8]? {
        let dot = UInt8(ascii: ".")
        guard let first = key.firstIndex(of: dot), let last = key.lastIndex(of: dot), first < last else { return nil }
        return Array(key[(first + 1)..<last])
    }
}
