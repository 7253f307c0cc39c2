internal import SystemPackage

/// Reads references from git's files, where that is beyond doubt; git is asked otherwise.
///
/// An answer is given only for a value that was found: in `refs/…` or in `packed-refs`. Repositories that keep their references another
/// way (reftable) have neither, so they never get a wrong answer from here.
struct ReferenceFiles: Sendable {
    let directory: GitDirectory

    /// The most bytes of `packed-refs` that are read. Some 30,000 references: with more, one git process costs less.
    private static let packedLimit = 2 * 1024 * 1024

    /// A loose reference is one line.
    private static let looseLimit = 4 * 1024

    /// References may lead to references; git follows five.
    private static let hops = 5

    /// The commit of `HEAD`; `nil` when the files do not tell.
    var head: CommitID? {
        value(of: directory.own.appending("HEAD"), hops: Self.hops)
    }

    /// Whether `HEAD` itself is a plain file that names a commit or a branch.
    var isHeadPlain: Bool {
        let file = directory.own.appending("HEAD")
        guard (try? Stat(file, followTargetSymlink: false).type) == .regular,
            let (bytes, _) = contents(of: file, limit: Self.looseLimit)
        else { return false }
        let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return ObjectID(line) != nil || line.hasPrefix("ref: refs/heads/")
    }

    /// The commit of a branch, local or remote; `nil` when the files do not tell. Other references may name tags of tags and what not.
    func commit(ofBranch name: String) -> CommitID? {
        guard name.hasPrefix("refs/heads/") || name.hasPrefix("refs/remotes/") else { return nil }
        return value(ofReference: name, hops: Self.hops)
    }

    private func value(ofReference name: String, hops: Int) -> CommitID? {
        let components = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = components.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." } && !name.utf8.contains(0)
        guard isPlain, components.first == "refs" else { return nil }
        let file = directory.common.pushing(FilePath(name))
        if (try? Stat(file)) != nil { return value(of: file, hops: hops) }
        return packedValue(of: name)
    }

    private func value(of file: FilePath, hops: Int) -> CommitID? {
        guard hops > 0, let (bytes, _) = contents(of: file, limit: Self.looseLimit) else { return nil }
        var line = bytes[...]
        while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: " ") { line.removeLast() }
        let label = "ref:".utf8
        guard line.starts(with: label) else { return ObjectID(hex: line) }
        let target = line.dropFirst(label.count).drop { $0 == UInt8(ascii: " ") }
        return value(ofReference: String(decoding: target, as: UTF8.self), hops: hops - 1)
    }

    /// Each line of `packed-refs` is an object id, a space and a name; lines that begin with `^` or `#` belong to others.
    private func packedValue(of name: String) -> CommitID? {
        let file = directory.common.appending("packed-refs")
        guard let (bytes, _) = contents(of: file, limit: Self.packedLimit) else { return nil }
        let wanted = Array(name.utf8)
        for line in bytes.split(separator: UInt8(ascii: "\n")) where line.count > wanted.count {
            guard line.suffix(wanted.count).elementsEqual(wanted) else { continue }
            var rest = line
            guard let hex = rest.takeField(), rest.count == wanted.count else { continue }
            return ObjectID(hex: hex)
        }
        return nil
    }
}
