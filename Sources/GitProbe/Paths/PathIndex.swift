/// A value that belongs to one path of a repository.
public protocol PathKeyed: Sendable {
    /// The path that the value belongs to.
    var path: GitPath { get }
    /// Whether the value speaks for everything below ``path`` as well.
    var isFolder: Bool { get }
}

/// Values sorted by the bytes of their paths, found by path or by folder.
///
/// One probe serves every image of a project: each asks for its own folders here, at the cost of two binary searches,
/// instead of reading the whole list.
public struct PathIndex<Value: PathKeyed>: RandomAccessCollection, Sendable {
    private let values: [Value]

    /// Sorts `values` by path; values of the same path keep their order.
    public init(_ values: [Value] = []) {
        self.values = Self.isSorted(values) ? values : values.sorted { $0.path < $1.path }
    }

    /// The position of the least path; the same as ``endIndex`` if there is none.
    public var startIndex: Int { values.startIndex }
    /// The position behind the greatest path.
    public var endIndex: Int { values.endIndex }
    /// The value at a position in the order of the paths.
    public subscript(position: Int) -> Value { values[position] }

    /// The first value of exactly `path`.
    ///
    /// - Complexity: O(log *n*).
    public subscript(path: GitPath) -> Value? { position(of: path).map { values[$0] } }

    /// Where the first value of exactly `path` stands.
    ///
    /// - Complexity: O(log *n*).
    public func position(of path: GitPath) -> Int? {
        let position = lowerBound(path, slash: false)
        guard position < values.count, values[position].path == path else { return nil }
        return position
    }

    /// The values of `folder` itself and of everything below it; all of them for ``GitPath/top``.
    ///
    /// - Complexity: O(log *n*), and O(log *n* + *k*) where the *k* values of `folder` itself and of what is below it do not
    ///   lie together (`a`, `a-b`, `a/c`).
    public func under(_ folder: GitPath) -> ArraySlice<Value> {
        if folder.isTop { return values[...] }
        let ownStart = lowerBound(folder, slash: false)
        var ownEnd = ownStart
        while ownEnd < values.count, values[ownEnd].path == folder { ownEnd += 1 }
        let belowStart = lowerBound(folder, slash: true)
        let belowEnd = upperBound(below: folder, from: belowStart)
        if ownStart == ownEnd { return values[belowStart..<belowEnd] }
        if belowStart == belowEnd { return values[ownStart..<ownEnd] }
        if ownEnd == belowStart { return values[ownStart..<belowEnd] }
        return ArraySlice(values[ownStart..<ownEnd] + values[belowStart..<belowEnd])
    }

    /// The value that speaks for `path`: its own, or that of the nearest folder above it that is marked ``PathKeyed/isFolder``.
    ///
    /// - Complexity: O(*d* log *n*) for a path of *d* components.
    public func covering(_ path: GitPath) -> Value? {
        if values.isEmpty { return nil }
        if let own = self[path] { return own }
        var folder = path.parent
        while let current = folder {
            if let value = self[current], value.isFolder { return value }
            folder = current.parent
        }
        return nil
    }

    /// The first position whose path is not less than `path`, or `path/` when `slash` is set.
    private func lowerBound(_ path: GitPath, slash: Bool) -> Int {
        var low = 0
        var high = values.count
        while low < high {
            let middle = low + (high - low) / 2
            if values[middle].path.isLess(than: path, slash: slash) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The first position at or after `start` whose path is not below `folder`.
    private func upperBound(below folder: GitPath, from start: Int) -> Int {
        var low = start
        var high = values.count
        while low < high {
            let middle = low + (high - low) / 2
            if values[middle].path.isEqual(toOrBelow: folder) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func isSorted(_ values: [Value]) -> Bool {
        for position in values.indices.dropFirst() where values[position].path < values[position - 1].path {
            return false
        }
        return true
    }
}

extension GitPath {
    /// Whether this path sorts before `other`, with a `/` put behind `other` when `slash` is set.
    fileprivate func isLess(than other: GitPath, slash: Bool) -> Bool {
        if !slash { return self < other }
        let length = other.slice.count
        guard slice.count > length else { return order(relativeTo: other) <= 0 }
        let head = GitPath(inForm: slice.prefix(length))
        let order = head.order(relativeTo: other)
        if order != 0 { return order < 0 }
        return slice[slice.startIndex + length] < UInt8(ascii: "/")
    }
}
