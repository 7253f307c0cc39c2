#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A path inside a repository: relative to the top of its checkout, components separated by `/`.
///
/// Git's paths are bytes, not text: names with any byte but NUL and `/` occur, UTF-8 or not. Equality and order are those
/// of the bytes, as in git's index.
///
/// Paths that come out of one probe share one buffer, so that a project of 200,000 files does not cost 200,000
/// allocations; a path kept for long keeps that buffer.
public struct GitPath: Hashable, Comparable, Sendable, CustomStringConvertible {
    let slice: ArraySlice<UInt8>

    /// The top of the checkout.
    public static let top = GitPath(inForm: [])

    /// Makes a path of text, leaving out empty and `.` components: `"./a//b/"` is `a/b`, and `"."` is the top.
    public init(_ text: String) {
        self.init(bytes: Array(text.utf8))
    }

    /// Makes a path of bytes, leaving out empty and `.` components. `..` is kept as it is; git refuses it.
    public init(bytes: [UInt8]) {
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        for component in bytes.split(separator: UInt8(ascii: "/")) where !component.equals(".") {
            if !kept.isEmpty { kept.append(UInt8(ascii: "/")) }
            kept.append(contentsOf: component)
        }
        self.slice = kept[...]
    }

    /// Takes a path in the form in which git writes it: no empty, `.` or `..` components.
    package init(inForm slice: ArraySlice<UInt8>) {
        self.slice = slice
    }

    /// The bytes of the path; empty for the top of the checkout.
    public var bytes: [UInt8] { Array(slice) }

    /// Whether this is the top of the checkout.
    public var isTop: Bool { slice.isEmpty }

    /// The path as text; bytes that are no UTF-8 show as U+FFFD. For people, not for opening files.
    public var description: String {
        slice.isEmpty ? "." : String(decoding: slice, as: UTF8.self)
    }

    /// Calls `body` with the bytes of the path, without copying them.
    public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try slice.withUnsafeBytes(body)
    }

    /// This path below `folder`.
    func prefixed(by folder: GitPath) -> GitPath {
        if folder.isTop { return self }
        if isTop { return folder }
        var joined: [UInt8] = []
        joined.reserveCapacity(folder.slice.count + 1 + slice.count)
        joined.append(contentsOf: folder.slice)
        joined.append(UInt8(ascii: "/"))
        joined.append(contentsOf: slice)
        return GitPath(inForm: joined[...])
    }

    /// This path as seen from `folder`; `nil` when it is not `folder` or below it.
    public func relative(to folder: GitPath) -> GitPath? {
        guard isEqual(toOrBelow: folder) else { return nil }
        if folder.isTop { return self }
        return GitPath(inForm: slice.dropFirst(folder.slice.count + 1))
    }

    /// Whether this path is `folder` or lies below it.
    package func isEqual(toOrBelow folder: GitPath) -> Bool {
        if folder.isTop { return true }
        let length = folder.slice.count
        guard slice.count >= length else { return false }
        if slice.count > length, slice[slice.startIndex + length] != UInt8(ascii: "/") { return false }
        return slice.withUnsafeBytes { mine in
            folder.slice.withUnsafeBytes { compareBytes(UnsafeRawBufferPointer(rebasing: mine[..<length]), $0) == 0 }
        }
    }

    /// The folder that holds this path; `nil` for the top.
    public var parent: GitPath? {
        if isTop { return nil }
        guard let slash = slice.lastIndex(of: UInt8(ascii: "/")) else { return .top }
        return GitPath(inForm: slice[..<slash])
    }

    /// Whether it is named `.git`, so that no commit can hold it.
    package var isNamedGit: Bool {
        slice.suffix(4).elementsEqual(".git".utf8)
            && (slice.count == 4 || slice[slice.endIndex - 5] == UInt8(ascii: "/"))
    }

    public static func == (left: GitPath, right: GitPath) -> Bool {
        guard left.slice.count == right.slice.count else { return false }
        return left.order(relativeTo: right) == 0
    }

    public static func < (left: GitPath, right: GitPath) -> Bool {
        left.order(relativeTo: right) < 0
    }

    public func hash(into hasher: inout Hasher) {
        slice.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    /// Negative, zero or positive, as `memcmp` says.
    func order(relativeTo other: GitPath) -> Int {
        slice.withUnsafeBytes { mine in other.slice.withUnsafeBytes { compareBytes(mine, $0) } }
    }
}

/// Compares two runs of bytes; a run sorts before every longer run that begins with it.
func compareBytes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let common = min(left.count, right.count)
    if common > 0, let leftBase = left.baseAddress, let rightBase = right.baseAddress {
        let order = memcmp(leftBase, rightBase, common)
        if order != 0 { return Int(order) }
    }
    return left.count - right.count
}
