import Foundation
import Testing

/// Reads tar archives as the engines write them: ustar with PAX and GNU long names.
enum TarArchive {
    struct Member {
        let name: String
        let linkName: String
        let type: UInt8
        let mode: UInt16
        let content: ArraySlice<UInt8>
    }

    static func members(of archive: [UInt8]) -> [Member] {
        var members: [Member] = []
        var extended: [String: String] = [:]
        var offset = 0
        while offset + 512 <= archive.count, archive[offset..<(offset + 512)].contains(where: { $0 != 0 }) {
            let header = archive[offset..<(offset + 512)]
            func text(_ start: Int, _ length: Int) -> String {
                String(decoding: header.dropFirst(start).prefix(length).prefix { $0 != 0 }, as: UTF8.self)
            }
            func octal(_ start: Int, _ length: Int) -> Int {
                Int(text(start, length).trimmingCharacters(in: .whitespaces), radix: 8) ?? 0
            }
            let size = extended["size"].flatMap(Int.init) ?? octal(124, 12)
            let content = archive.dropFirst(offset + 512).prefix(size)
            offset += 512 + (size + 511) / 512 * 512
            let type = header[header.startIndex + 156]
            switch type {
            case UInt8(ascii: "x"):
                extended.merge(paxRecords(content)) { $1 }
                continue
            case UInt8(ascii: "L"):
                extended["path"] = String(decoding: content.prefix { $0 != 0 }, as: UTF8.self)
                continue
            case UInt8(ascii: "K"):
                extended["linkpath"] = String(decoding: content.prefix { $0 != 0 }, as: UTF8.self)
                continue
            case UInt8(ascii: "g"): continue
            default: break
            }
            let prefix = text(345, 155)
            let name = extended["path"] ?? (prefix.isEmpty ? text(0, 100) : prefix + "/" + text(0, 100))
            members.append(
                Member(
                    name: name,
                    linkName: extended["linkpath"] ?? text(157, 100),
                    type: type,
                    mode: UInt16(truncatingIfNeeded: octal(100, 8)) & 0o7777,
                    content: content
                )
            )
            extended = [:]
        }
        return members
    }

    private static func paxRecords(_ content: ArraySlice<UInt8>) -> [String: String] {
        var records: [String: String] = [:]
        var rest = content
        while let space = rest.firstIndex(of: UInt8(ascii: " ")),
            let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length <= rest.count
        {
            let record = rest.prefix(length).dropFirst(space - rest.startIndex + 1).dropLast()
            if let equals = record.firstIndex(of: UInt8(ascii: "=")) {
                let key = String(decoding: record[..<equals], as: UTF8.self)
                records[key] = String(decoding: record[(equals + 1)...], as: UTF8.self)
            }
            rest = rest.dropFirst(length)
        }
        return records
    }

    /// The files in an archive by path, without leading "./" and closing "/".
    static func files(in archive: [UInt8]) -> [String: ContextFile] {
        func clean(_ name: String) -> String {
            var name = Substring(name)
            while name.hasPrefix("./") || name.hasPrefix("/") { name = name.drop { $0 == "." }.dropFirst() }
            while name.hasSuffix("/") { name = name.dropLast() }
            return String(name)
        }
        var files: [String: ContextFile] = [:]
        for member in members(of: archive) {
            let path = clean(member.name)
            guard !path.isEmpty, path != "." else { continue }
            switch member.type {
            case UInt8(ascii: "5"): files[path] = ContextFile(kind: .directory, mode: member.mode)
            case UInt8(ascii: "2"): files[path] = ContextFile(kind: .symlink(member.linkName), mode: 0)
            case UInt8(ascii: "1"): files[path] = files[clean(member.linkName)]
            default: files[path] = ContextFile(kind: .file(Array(member.content)), mode: member.mode)
            }
        }
        return files
    }
}

/// The output of `docker save` of several images of one layer each.
struct SavedImages {
    private struct Image: Decodable {
        let config: String
        let layers: [String]

        enum CodingKeys: String, CodingKey {
            case config = "Config"
            case layers = "Layers"
        }
    }

    private let members: [String: TarArchive.Member]
    private let images: [Image]

    init(_ archive: [UInt8]) throws {
        members = Dictionary(TarArchive.members(of: archive).map { ($0.name, $0) }) { $1 }
        let manifest = try #require(members["manifest.json"])
        images = try JSONDecoder().decode([Image].self, from: Data(manifest.content))
    }

    /// What is in the image with an id, which is the digest of its configuration.
    func content(of id: String) throws -> [String: ContextFile] {
        let digest = String(id.drop { $0 != ":" }.dropFirst())
        let image = try #require(images.first { $0.config.contains(digest) })
        var files: [String: ContextFile] = [:]
        for layer in image.layers {
            var member = try #require(members[layer])
            if member.type == UInt8(ascii: "2") {
                // Equal layers are links to one another: "../<id>/layer.tar".
                member = try #require(members[String(member.linkName.trimmingPrefix("../"))])
            }
            files.merge(TarArchive.files(in: Array(member.content))) { $1 }
        }
        return files
    }
}
