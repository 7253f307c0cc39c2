import Basics
internal import SystemPackage

/// Tells from the files of one object store whether it holds an object.
///
/// One git reads the commits of many checkouts, each from whichever store has it. That a commit is known somewhere must not hide that
/// the checkout's own repository has lost it.
struct ObjectStore: Sendable {
    let folder: FilePath

    /// Stores may borrow from others; git follows five.
    private static let hops = 5

    /// The most bytes of the list of stores that are borrowed from.
    private static let alternatesLimit = 64 * 1024

    /// Whether the object is here, loose or in a pack, or in a store that this one borrows from. A no means that git has to be asked.
    func holds(_ id: ObjectID) -> Bool { holds(id, hops: Self.hops) }

    private func holds(_ id: ObjectID, hops: Int) -> Bool {
        if holdsLoose(id) || holdsPacked(id) { return true }
        guard hops > 0 else { return false }
        return alternates.contains { ObjectStore(folder: $0).holds(id, hops: hops - 1) }
    }

    private func holdsLoose(_ id: ObjectID) -> Bool {
        let hex = id.description
        let file = folder.appending(String(hex.prefix(2))).appending(String(hex.dropFirst(2)))
        // A crash leaves files of no length behind.
        return FileSignature(path: file).map { $0.size > 0 } ?? false
    }

    private func holdsPacked(_ id: ObjectID) -> Bool {
        let packs = folder.appending("pack")
        let names = (try? DiskPath.names(in: packs.string)) ?? []
        return names.contains { name in
            name.hasSuffix(".idx") && PackIndex(file: packs.appending(name))?.contains(id) ?? false
        }
    }

    private var alternates: [FilePath] {
        guard let (bytes, _) = contents(of: folder.appending("info/alternates"), limit: Self.alternatesLimit) else {
            return []
        }
        return bytes.split(separator: UInt8(ascii: "\n")).filter { $0.first != UInt8(ascii: "#") }
            .compactMap { FilePath(kernelBytes: $0).map(folder.pushing) }
    }
}

/// The list of what a pack holds, version 2 of gitformat-pack(5): a magic number, 256 counts by first byte, the sorted ids.
private struct PackIndex {
    private let descriptor: FileDescriptor

    private static let headerLength = 8
    private static let countsLength = 256 * 4

    /// `nil` where the file cannot be opened.
    init?(file: FilePath) {
        guard let descriptor = try? FileDescriptor.open(file, .readOnly, options: [.closeOnExec, .nonBlocking]) else {
            return nil
        }
        self.descriptor = descriptor
    }

    /// Looks, and closes the file.
    consuming func contains(_ id: ObjectID) -> Bool {
        defer { try? descriptor.close() }
        let wanted = id.bytes
        guard let first = wanted.first, let header = read(Self.headerLength, at: 0),
            header.elementsEqual([0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]), var high = count(through: Int(first)),
            var low = first == 0 ? 0 : count(through: Int(first) - 1)
        else { return false }
        while low < high {
            let middle = low + (high - low) / 2
            let offset = Self.headerLength + Self.countsLength + middle * wanted.count
            guard let found = read(wanted.count, at: offset) else { return false }
            if found == wanted { return true }
            if found.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
        }
        return false
    }

    /// How many ids there are whose first byte is `byte` or less.
    private func count(through byte: Int) -> Int? {
        read(4, at: Self.headerLength + byte * 4).map { $0.reduce(0) { $0 << 8 | Int($1) } }
    }

    private func read(_ count: Int, at offset: Int) -> [UInt8]? {
        let bytes = try? [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try descriptor.read(fromAbsoluteOffset: Int64(offset), into: UnsafeMutableRawBufferPointer(buffer))
        }
        guard let bytes, bytes.count == count else { return nil }
        return bytes
    }
}
