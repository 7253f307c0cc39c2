/// The place of something in a build context: relative to its root, parts joined by "/", without a leading "/" and
/// without "", "." and ".." as parts.
///
/// A path is bytes, because file names are: they need not be UTF-8. The order of paths is the order of their bytes, so a
/// folder comes before what is in it (though not always directly before: `a`, `a-b`, `a/b`).
public struct ContextPath: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The path's bytes; empty for the root of the context itself.
    public let bytes: [UInt8]

    /// The path that `string` names within a context: "", "." and ".." are resolved as text, and ".." never leads out of
    /// the context (`/a/./b/../c`, `a/c/` and `../a/c` are all `a/c`).
    public init(_ string: String) {
        self.init(bytes: string.utf8)
    }

    /// Like ``init(_:)``, for names that need not be UTF-8.
    public init(bytes: some Sequence<UInt8>) {
        self.init(bytes: Array(bytes))
    }

    /// Like ``init(_:)``, for names that need not be UTF-8. Bytes in the form of a path already are taken as they are.
    public init(bytes: [UInt8]) {
        self.bytes = Self.isInForm(bytes) ? bytes : Self.resolved(bytes)
    }

    /// Whether no part is "", "." or "..".
    private static func isInForm(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var length = 0
            var isDots = true
            for byte in bytes {
                if byte == UInt8(ascii: "/") {
                    if length == 0 || (isDots && length <= 2) { return false }
                    length = 0
                    isDots = true
                } else {
                    length += 1
                    isDots = isDots && byte == UInt8(ascii: ".")
                }
            }
            return bytes.isEmpty || length > 0 && !(isDots && length <= 2)
        }
    }

    private static func resolved(_ bytes: [UInt8]) -> [UInt8] {
        var parts: [ArraySlice<UInt8>] = []
        for part in bytes.split(separator: UInt8(ascii: "/")) where !part.elementsEqual(".".utf8) {
            if part.elementsEqual("..".utf8) {
                _ = parts.popLast()
            } else {
                parts.append(part)
            }
        }
        return Array(parts.joined(separator: [UInt8(ascii: "/")]))
    }

    /// Takes bytes that are known to be in the form of a path already.
    init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The root of the context.
    public static let root = ContextPath(unchecked: [])

    /// This path with another one below it.
    public func appending(_ other: ContextPath) -> ContextPath {
        if bytes.isEmpty { return other }
        if other.bytes.isEmpty { return self }
        return ContextPath(unchecked: bytes + [UInt8(ascii: "/")] + other.bytes)
    }

    /// This path with another one below it; `other` is read as by ``init(_:)``.
    public func appending(_ other: String) -> ContextPath {
        appending(ContextPath(other))
    }

    /// The folder this is in (for something at the top the root), or nil for the root itself.
    public var parent: ContextPath? {
        guard !bytes.isEmpty else { return nil }
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return .root }
        return ContextPath(unchecked: Array(bytes[..<slash]))
    }

    /// The last part; empty for the root.
    public var name: ArraySlice<UInt8> {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes[...] }
        return bytes[(slash + 1)...]
    }

    /// Whether `other` is below this (or is this). Everything is below the root.
    public func contains(_ other: ContextPath) -> Bool {
        if bytes.isEmpty || other == self { return true }
        return other.bytes.count > bytes.count && other.bytes[bytes.count] == UInt8(ascii: "/")
            && other.bytes.starts(with: bytes)
    }

    /// The folders above this, outermost first, without the root.
    var ancestors: [ContextPath] {
        bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") }.map { ContextPath(unchecked: Array(bytes[..<$0])) }
    }

    /// The path as text; bytes that are not UTF-8 show as U+FFFD.
    public var description: String {
        String(decoding: bytes, as: UTF8.self)
    }

    public static func < (left: ContextPath, right: ContextPath) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
