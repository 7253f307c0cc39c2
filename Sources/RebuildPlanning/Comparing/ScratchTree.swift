import Basics
import Foundation
import GitProbe

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A folder in which a state of a tree is laid out as far as images are told by it: its folders and links, the files that are read, and
/// empty files where only names count. Paths are bytes, as git's are.
///
/// No checkout: git knows nothing of it, no filter is run and no hook. So the same code reads a commit that reads the disk.
final class ScratchTree: Sendable {
    /// Without symbolic links.
    let root: String

    /// - Parameter folder: where it is made.
    init(in folder: String) throws(FileError) {
        let place = DiskPath.resolved(folder) ?? folder
        root = PathText.join(place, "imagebuilder-\(UUID().uuidString)")
        try DiskPath.makeFolder(root, access: .owner)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// The place of a path of a project, in bytes.
    func place(_ project: String, _ path: GitPath) -> [UInt8] {
        let folder = Array(PathText.join(root, project).utf8)
        return path.isTop ? folder : folder + [UInt8(ascii: "/")] + path.bytes
    }

    func makeFolder(_ path: String) throws(FileError) { try DiskPath.makeFolder(PathText.join(root, path)) }

    func makeFolder(at place: [UInt8]) throws(FileError) {
        if (place + [0]).withUnsafeBufferPointer({ call($0) { mkdir($0, 0o777) } }) != 0, errno != EEXIST {
            throw failure(place)
        }
    }

    func makeLink(at place: [UInt8], to target: [UInt8]) throws(FileError) {
        let made = (place + [0]).withUnsafeBufferPointer { place in
            (target + [0]).withUnsafeBufferPointer { target in
                call(target) { text in call(place) { symlink(text, $0) } }
            }
        }
        if made != 0, errno != EEXIST { throw failure(place) }
    }

    /// Writes a file; one that is there already stays.
    func write(_ bytes: [UInt8], at place: [UInt8]) throws(FileError) {
        let file = (place + [0]).withUnsafeBufferPointer {
            call($0) { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
        }
        if file < 0, errno == EEXIST { return }
        guard file >= 0 else { throw failure(place) }
        defer { close(file) }
        guard SystemCall.writeAll(bytes, to: file) else { throw failure(place) }
    }

    private func call(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafePointer<CChar>) -> Int32) -> Int32 {
        bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map(body) ?? -1 }
    }

    private func failure(_ place: [UInt8]) -> FileError {
        FileError(.system(errno), path: String(decoding: place, as: UTF8.self))
    }
}
