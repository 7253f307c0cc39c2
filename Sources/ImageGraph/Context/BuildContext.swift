/// What a build context holds once the ignore patterns have been applied.
public struct BuildContext: Sendable {
    /// Something in the folder that no image can take: it is not sent.
    public struct LeftOut: Sendable, Hashable {
        /// What it is.
        public enum Kind: String, Sendable, Hashable {
            /// A socket of a file system.
            case socket
            /// A named pipe.
            case fifo
            /// A device, of characters or blocks.
            case device
        }

        /// Where it would be in the context.
        public let path: ContextPath
        /// What it is.
        public let kind: Kind

        /// Something that is not sent.
        public init(path: ContextPath, kind: Kind) {
            self.path = path
            self.kind = kind
        }
    }

    /// Everything that is sent, in the order of the paths' bytes: a folder stands before its content, and the file before the
    /// hard links to it.
    public let entries: [ContextEntry]
    /// Sockets, named pipes and devices that no pattern excludes.
    public let leftOut: [LeftOut]

    /// Takes entries in the order of their paths.
    public init(entries: [ContextEntry], leftOut: [LeftOut] = []) {
        self.entries = entries
        self.leftOut = leftOut
    }

    /// The symbolic links whose text leads out of the context: absolute, or with more ".." than the link is deep. (What they
    /// lead to is not looked at: in the image they lead somewhere else than here.)
    public var escapingSymlinks: [ContextPath] {
        entries.compactMap { entry in
            guard case .symlink(let target) = entry.kind else { return nil }
            return Self.escapes(target, from: entry.path) ? entry.path : nil
        }
    }

    private static func escapes(_ target: [UInt8], from link: ContextPath) -> Bool {
        let slash = UInt8(ascii: "/")
        guard target.first != slash else { return true }
        var depth = link.bytes.count { $0 == slash }
        for part in target.split(separator: slash) where !part.elementsEqual(".".utf8) {
            depth += part.elementsEqual("..".utf8) ? -1 : 1
            if depth < 0 { return true }
        }
        return false
    }
}
