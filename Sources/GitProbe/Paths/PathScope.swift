/// The folders and files that a probe is limited to; everything when there are none.
///
/// Kept sorted and free of overlaps: with a `/` behind each, no member is the beginning of another. So the greatest
/// member not behind a path is the only one that can hold it, and one binary search decides.
struct PathScope: Sendable {
    /// The members; empty means the whole checkout.
    let members: [GitPath]

    static let everything = PathScope([])

    init(_ paths: [GitPath]) {
        if paths.contains(where: \.isTop) {
            members = []
            return
        }
        var kept: [GitPath] = []
        for path in paths.sorted(by: { compareAsFolders($0.slice, $1.slice) < 0 }) {
            if let last = kept.last, path.isEqual(toOrBelow: last) { continue }
            kept.append(path)
        }
        members = kept
    }

    var isEverything: Bool { members.isEmpty }

    /// Whether `path` is a member or lies below one.
    func contains(_ path: GitPath) -> Bool {
        if isEverything { return true }
        var cursor = Cursor()
        return contains(path.slice, cursor: &cursor)
    }

    /// Whether something of the scope lies below `path`.
    func reaches(below path: GitPath) -> Bool {
        if isEverything || path.isTop { return true }
        let position = firstMember(notBefore: path.slice)
        return position < members.count && members[position].isEqual(toOrBelow: path)
    }

    /// What of the scope lies in `folder`, as seen from there; `nil` when nothing does.
    func limited(to folder: GitPath) -> PathScope? {
        if contains(folder) { return .everything }
        let inside = members.compactMap { $0.relative(to: folder) }
        return inside.isEmpty ? nil : PathScope(inside)
    }

    /// Where the last look-up ended: neighbours in a sorted list mostly share the answer.
    struct Cursor {
        fileprivate var last = 0
    }

    func contains(_ path: ArraySlice<UInt8>, cursor: inout Cursor) -> Bool {
        if isEverything { return true }
        if isBetween(path, cursor.last) { return holds(path, cursor.last) }
        cursor.last = firstMember(notBefore: path)
        if cursor.last < members.count, holds(path, cursor.last) { return true }
        cursor.last -= 1
        return cursor.last >= 0 && holds(path, cursor.last)
    }

    /// Whether `position` is the greatest member not behind `path`.
    private func isBetween(_ path: ArraySlice<UInt8>, _ position: Int) -> Bool {
        guard position >= 0, position < members.count else { return false }
        guard compareAsFolders(members[position].slice, path) <= 0 else { return false }
        return position + 1 == members.count || compareAsFolders(members[position + 1].slice, path) > 0
    }

    private func holds(_ path: ArraySlice<UInt8>, _ position: Int) -> Bool {
        GitPath(inForm: path).isEqual(toOrBelow: members[position])
    }

    private func firstMember(notBefore path: ArraySlice<UInt8>) -> Int {
        var low = 0
        var high = members.count
        while low < high {
            let middle = low + (high - low) / 2
            if compareAsFolders(members[middle].slice, path) < 0 { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Compares two paths as if each had a `/` behind it.
private func compareAsFolders(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    left.withUnsafeBytes { left in
        right.withUnsafeBytes { right in
            let common = min(left.count, right.count)
            let order = compareBytes(
                UnsafeRawBufferPointer(rebasing: left[..<common]),
                UnsafeRawBufferPointer(rebasing: right[..<common])
            )
            if order != 0 || left.count == right.count { return order }
            let slash = Int(UInt8(ascii: "/"))
            return left.count < right.count ? slash - Int(right[common]) : Int(left[common]) - slash
        }
    }
}
