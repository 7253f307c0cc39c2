import Basics

/// The address of a file as code hosts want it: relative to a folder, with what has a meaning in addresses escaped.
struct FileAddress {
    /// The folder as absolute parts.
    private let base: [Substring]
    private let currentFolder: String

    /// - Parameters:
    ///   - base: the folder that addresses are relative to.
    ///   - currentFolder: what relative paths are relative to; absolute.
    init(base: String, currentFolder: String) {
        self.currentFolder = currentFolder
        self.base = Self.parts(PathText.join(currentFolder, base))
    }

    /// A path below the base as a relative reference (RFC 3986, 4.2), any other as an absolute `file` address: a base
    /// that is put in front of it later must not make it another file. Symlinks are not looked at.
    func address(of path: String) -> (uri: String, isRelative: Bool) {
        let parts = Self.parts(PathText.join(currentFolder, path))
        guard parts.starts(with: base) else { return ("file:///" + Self.encoded(parts[...]), false) }
        let below = parts.dropFirst(base.count)
        return (below.isEmpty ? "." : Self.encoded(below), true)
    }

    /// The path for people and code hosts: relative to the base where it lies below it, else absolute; nothing is escaped.
    func path(of path: String) -> String {
        let parts = Self.parts(PathText.join(currentFolder, path))
        guard parts.starts(with: base) else { return "/" + parts.joined(separator: "/") }
        let below = parts.dropFirst(base.count)
        return below.isEmpty ? "." : below.joined(separator: "/")
    }

    /// An absolute path's parts, `.` and `..` resolved as text.
    private static func parts(_ path: String) -> [Substring] {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts
    }

    /// All but slashes and RFC 3986's unreserved characters is escaped, so that nothing is taken for a scheme or query.
    private static func encoded(_ parts: ArraySlice<Substring>) -> String {
        var bytes: [UInt8] = []
        for byte in parts.joined(separator: "/").utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                bytes.append(byte)
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                bytes += Array("%\(digits.count == 1 ? "0" : "")\(digits)".utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
