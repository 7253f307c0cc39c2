import Crypto

/// What went into an image, part by part: the text that its input digest is the hash of, with digests in place of the values
/// of build arguments, which may be nobody's business (`docs/input-digest.md`).
package struct InputRecord: Sendable, Equatable {
    /// `sha256:` and 64 hexadecimal digits.
    let digest: String
    /// The fields, each behind its length.
    let text: [UInt8]

    init(digest: String, fields text: [UInt8]) {
        self.digest = digest
        self.text = text
    }

    /// As it is kept on disk: a line that proves the rest, and that it is of this digest; then the fields.
    var stored: [UInt8] { Array(Self.proof(digest, text).utf8) + [UInt8(ascii: "\n")] + text }

    /// Takes what was kept; nil where it is not whole, or of another digest.
    init?(digest: String, stored: [UInt8]) {
        guard let end = stored.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let text = Array(stored[(end + 1)...])
        guard stored[..<end].elementsEqual(Self.proof(digest, text).utf8) else { return nil }
        self.init(digest: digest, fields: text)
    }

    private static func proof(_ digest: String, _ text: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(data: Array("\(digest)\n".utf8))
        hash.update(data: text)
        return InputDigest.text(of: hash.finalize())
    }

    /// A file of the context.
    struct File: Hashable {
        let mode: String
        let blob: String
    }

    /// The parts by name.
    struct Parts {
        var dockerfile = ""
        var files: [String: File] = [:]
        /// The permission bits of files and folders that are sent with those of the disk.
        var modes: [String: String] = [:]
        /// Build arguments, `target`, `platform`, internal parents and external images, as they are told to people.
        var values: [String: String] = [:]
    }

    /// The fields read back. Bytes of paths that are no UTF-8 are told as U+FFFD.
    var parts: Parts {
        var parts = Parts()
        for field in fields {
            let words = field.split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
            guard words.count == 2 else { continue }
            parts.take(kind: Self.string(words[0]), rest: words[1])
        }
        return parts
    }

    private var fields: [ArraySlice<UInt8>] {
        var fields: [ArraySlice<UInt8>] = []
        var rest = text[...]
        while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            guard let length = Int(Self.string(rest[..<colon])), length >= 0, length <= rest.endIndex - colon - 1
            else { break }
            fields.append(rest[(colon + 1)..<(colon + 1 + length)])
            rest = rest[(colon + 1 + length)...]
        }
        return fields
    }

    fileprivate static func string(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}

extension InputRecord.Parts {
    fileprivate mutating func take(kind: String, rest: ArraySlice<UInt8>) {
        let text = InputRecord.string(rest)
        switch kind {
        case "dockerfile": dockerfile = text
        case "ignorefile": values["ignore file"] = text
        case "file":
            let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            guard words.count == 3 else { return }
            files[String(words[2])] = InputRecord.File(mode: String(words[0]), blob: String(words[1]))
        case "mode":
            let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            if words.count == 2 { modes[String(words[1])] = String(words[0]) }
        case "argument":
            let words = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            values["build argument \(words[0])"] = words.count == 2 ? String(words[1]) : ""
        case "target", "platform": values[kind] = text
        case "parent":
            let words = text.split(separator: " ", maxSplits: 1)
            if words.count == 2 { values["parent \(words[0])"] = String(words[1]) }
        case "external": values["base \(text)"] = ""
        default: break
        }
    }
}
