/// What `git status --porcelain=v2 --branch -z` writes.
///
/// The format is that of "Porcelain Format Version 2" in the manual page of git-status.
struct StatusOutput: Sendable {
    private(set) var head: CommitID?
    private(set) var changes: [PathChange] = []
    private(set) var ignored: [IgnoredPath] = []
    /// Of the changes those that are content alone, and on disk alone: the index is as `HEAD`.
    private(set) var editedOnDisk: Set<GitPath> = []

    /// Whether there is no commit though `HEAD` names something: it is not that none was made yet.
    var isHeadDamaged: Bool { head == nil && isBranchUnknown }

    private var sawHead = false
    private var isBranchUnknown = false

    /// Reads the output; `nil` when a record is not understood.
    init?(_ bytes: [UInt8]) {
        var records = Records(bytes)
        while let record = records.next() {
            guard take(record, from: &records) else { return nil }
        }
        // Without this header the output is cut off at its beginning, or not from git.
        guard sawHead else { return nil }
    }

    private mutating func take(_ record: ArraySlice<UInt8>, from records: inout Records) -> Bool {
        guard record.count > 2, record[record.startIndex + 1] == UInt8(ascii: " ") else { return false }
        let content = record.dropFirst(2)
        switch record[record.startIndex] {
        case UInt8(ascii: "#"): return takeHeader(content)
        case UInt8(ascii: "1"): return takeChange(content, fields: 7)
        case UInt8(ascii: "2"):
            // A rename: only a git that was told not to look for renames and did so anyhow writes it.
            guard let origin = records.next(), takeChange(content, fields: 8) else { return false }
            changes.append(PathChange(path: GitPath(inForm: origin), status: .deleted))
            return true
        case UInt8(ascii: "u"): return takeConflict(content)
        case UInt8(ascii: "?"):
            let (path, isFolder) = Self.path(content)
            changes.append(PathChange(path: path, status: .untracked, isFolder: isFolder))
            return true
        case UInt8(ascii: "!"):
            let (path, isFolder) = Self.path(content)
            ignored.append(IgnoredPath(path: path, isFolder: isFolder))
            return true
        default: return false
        }
    }

    private mutating func takeHeader(_ content: ArraySlice<UInt8>) -> Bool {
        var value = content
        guard let name = value.takeField() else { return true }
        if name.equals("branch.oid") {
            sawHead = true
            if value.equals("(initial)") { return true }
            head = ObjectID(hex: value)
            return head != nil
        }
        if name.equals("branch.head") { isBranchUnknown = value.equals("(unknown)") }
        // Headers may be added by later versions of git: the manual page asks readers to skip what they do not know.
        return true
    }

    /// `XY sub mH mI mW hH hI path`; a rename has a score before its path.
    private mutating func takeChange(_ content: ArraySlice<UInt8>, fields: Int) -> Bool {
        var rest = content
        guard let letters = rest.takeField(), letters.count == 2,
            let submodule = rest.takeField(), submodule.count == 4,
            let headMode = rest.takeField()?.octal,
            let indexMode = rest.takeField()?.octal,
            let diskMode = rest.takeField()?.octal
        else { return false }
        for _ in 5..<fields where rest.takeField() == nil { return false }
        guard !rest.isEmpty else { return false }
        let modes = ChangedModes(before: headMode == 0 ? indexMode : headMode, after: diskMode)
        let isNew = headMode == 0
        let moved = submodule[submodule.startIndex + 1] == UInt8(ascii: "C")
        let status: PathChange.Status =
            if diskMode == 0 { .deleted } else if isNew { .added } else if moved { .submodule } else { modes.status }
        changes.append(PathChange(path: GitPath(inForm: rest), status: status))
        if letters.equals(".M"), status == .modified { editedOnDisk.insert(GitPath(inForm: rest)) }
        return true
    }

    /// `XY sub m1 m2 m3 mW h1 h2 h3 path`
    private mutating func takeConflict(_ content: ArraySlice<UInt8>) -> Bool {
        var rest = content
        for _ in 0..<9 where rest.takeField() == nil { return false }
        guard !rest.isEmpty else { return false }
        changes.append(PathChange(path: GitPath(inForm: rest), status: .conflicted))
        return true
    }

    /// A folder ends in a slash.
    private static func path(_ bytes: ArraySlice<UInt8>) -> (GitPath, isFolder: Bool) {
        let isFolder = bytes.last == UInt8(ascii: "/")
        return (GitPath(inForm: isFolder ? bytes.dropLast() : bytes), isFolder)
    }
}

/// The modes of a path before and after a change.
struct ChangedModes {
    let before: UInt32
    let after: UInt32

    private static let typeMask: UInt32 = 0o170000
    private static let submodule: UInt32 = 0o160000

    var status: PathChange.Status {
        if before == after { return before == Self.submodule ? .submodule : .modified }
        return before & Self.typeMask == after & Self.typeMask ? .modeChanged : .typeChanged
    }
}
