/// The grammar of image references, on bytes.
///
/// Source: the regular expressions of `distribution/reference` (`regexp.go`). Everything it accepts is ASCII, so each
/// rule reads UTF-8 bytes once, from left to right.
enum ReferenceGrammar {
    typealias Bytes = Substring.UTF8View

    /// The longest repository path (`RepositoryNameTotalLengthMax`).
    static let maximumPathLength = 255
    /// The longest tag.
    static let maximumTagLength = 128

    static let defaultDomain = "docker.io"
    static let legacyDefaultDomain = "index.docker.io"
    static let officialPrefix = "library/"

    /// `[\w][\w.-]{0,127}`
    static func isTag(_ bytes: Bytes) -> Bool {
        guard let first = bytes.first, first.isWord, bytes.count <= maximumTagLength else { return false }
        return bytes.allSatisfy(isTagByte)
    }

    static func isTagByte(_ byte: UInt8) -> Bool { byte.isWord || byte == .dot || byte == .hyphen }

    /// Components of lowercase letters and digits, joined by `/`; within a component, runs are separated by one `.`,
    /// one or two `_`, or any number of `-`.
    static func isPath(_ bytes: Bytes) -> Bool {
        bytes.split(separator: .slash, omittingEmptySubsequences: false).allSatisfy(isPathComponent)
    }

    private static func isPathComponent(_ bytes: Bytes) -> Bool {
        var rest = bytes
        guard rest.dropRun(\.isLowerAlphanumeric) > 0 else { return false }
        while let separator = rest.first {
            let length = rest.dropRun { $0 == separator }
            switch separator {
            case .dot: guard length == 1 else { return false }
            case .underscore: guard length <= 2 else { return false }
            case .hyphen: break
            default: return false
            }
            guard rest.dropRun(\.isLowerAlphanumeric) > 0 else { return false }
        }
        return true
    }

    /// A host name, an IPv4 address or an IPv6 address in brackets, with an optional port.
    static func isDomain(_ bytes: Bytes) -> Bool {
        var rest = bytes
        if rest.first == .openBracket {
            rest.removeFirst()
            guard rest.dropRun({ $0.isHexadecimal || $0 == .colon }) > 0, rest.first == .closeBracket else {
                return false
            }
            rest.removeFirst()
        } else {
            let host = rest.prefix { $0 != .colon }
            guard host.split(separator: .dot, omittingEmptySubsequences: false).allSatisfy(isDomainComponent) else {
                return false
            }
            rest = rest.dropFirst(host.count)
        }
        guard let colon = rest.first else { return true }
        return colon == .colon && rest.count > 1 && rest.dropFirst().allSatisfy(\.isDigit)
    }

    private static func isDomainComponent(_ bytes: Bytes) -> Bool {
        guard let first = bytes.first, let last = bytes.last, first.isAlphanumeric, last.isAlphanumeric else {
            return false
        }
        return bytes.allSatisfy { $0.isAlphanumeric || $0 == .hyphen }
    }

    /// `sha256:` and 64 lowercase hexadecimal characters: the one algorithm that `distribution/reference` links.
    static func isDigest(_ bytes: Bytes) -> Bool {
        bytes.count == 71 && bytes.starts(with: "sha256:".utf8)
            && bytes.dropFirst(7).allSatisfy { $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
    }

    /// 64 lowercase hexadecimal characters, which Docker takes for an image ID.
    static func isIdentifier(_ bytes: Bytes) -> Bool {
        bytes.count == 64
            && bytes.allSatisfy { $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
    }
}

extension Substring.UTF8View {
    /// Drops the leading bytes that satisfy `predicate` and returns how many they were.
    fileprivate mutating func dropRun(_ predicate: (UInt8) -> Bool) -> Int {
        let run = prefix(while: predicate).count
        self = dropFirst(run)
        return run
    }
}
