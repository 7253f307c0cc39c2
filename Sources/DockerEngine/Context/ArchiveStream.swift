import NIOCore
import NIOPosix

/// Reads a context as a tar archive, piece by piece, on threads that may block.
///
/// Memory: one piece, whatever the context's size.
struct ArchiveStream {
    /// Large enough that a system call costs nothing beside the copying, small enough that the allocator reuses it.
    static let pieceSize = 256 << 10

    private var writer: ArchiveWriter

    init(_ archive: ContextArchive) { writer = ArchiveWriter(archive) }

    /// The next piece; `nil` after the archive's end.
    /// - Throws: `EngineError` `.contextChanged` if a file is not as its entry says; `.badRequest` for an entry that no
    ///   archive can hold. After that nothing may be sent any more.
    mutating func next() async throws -> ByteBuffer? {
        let current = writer
        // Until this returns, `writer` stays what it was: cancelled, the work has not run, and the file is still ours.
        let step = try await NIOThreadPool.singleton.runIfActive {
            () -> (ArchiveWriter, Result<ByteBuffer, EngineError>) in
            var writer = current
            var buffer = ByteBufferAllocator().buffer(capacity: Self.pieceSize + 4 * TarHeader.blockSize)
            do throws(EngineError) {
                try writer.fill(&buffer, upTo: Self.pieceSize)
                return (writer, .success(buffer))
            } catch {
                writer.close()
                return (writer, .failure(error))
            }
        }
        writer = step.0
        let buffer = try step.1.get()
        return buffer.readableBytes == 0 ? nil : buffer
    }

    /// Gives up; not needed after the end or an error of `next`.
    mutating func close() { writer.close() }
}

/// Where in the archive the reading stands.
struct ArchiveWriter: Sendable {
    private let archive: ContextArchive
    private var index = 0
    private var content: OpenContent?
    private var finished = false

    private enum OpenContent: Sendable {
        case disk(ContextFile)
        case bytes([UInt8], offset: Int)
    }

    init(_ archive: ContextArchive) { self.archive = archive }

    /// Appends to a buffer until it holds `size` bytes or a little more, or the archive ends.
    mutating func fill(_ buffer: inout ByteBuffer, upTo size: Int) throws(EngineError) {
        while buffer.readableBytes < size, !finished {
            if content != nil {
                try copy(into: &buffer, upTo: size)
            } else if index < archive.entries.count {
                try open(archive.entries[index], into: &buffer)
            } else {
                buffer.writeBytes(TarHeader.trailer)
                finished = true
            }
        }
    }

    mutating func close() {
        if case .disk(var file) = content { file.close() }
        content = nil
        finished = true
    }

    private mutating func open(_ entry: TarEntry, into buffer: inout ByteBuffer) throws(EngineError) {
        let header = try TarHeader.encode(entry, modificationTime: archive.modificationTime)
        if case .file(let size, let source) = entry.kind {
            switch source {
            case .disk(let path, let root):
                content = .disk(try ContextFile(path: path, below: root, size: size, name: entry.path.shown))
            case .bytes(let bytes):
                guard Int64(bytes.count) == size else {
                    throw EngineError(.contextChanged(path: entry.path.shown), "size and content differ")
                }
                content = .bytes(bytes, offset: 0)
            }
        }
        buffer.writeBytes(header)
        if content == nil { index += 1 }
    }

    private mutating func copy(into buffer: inout ByteBuffer, upTo size: Int) throws(EngineError) {
        let room = size - buffer.readableBytes
        switch content {
        case .disk(var file):
            content = nil
            do {
                try file.read(into: &buffer, atMost: room)
            } catch {
                file.close()
                throw error
            }
            if file.remaining > 0 { content = .disk(file) } else { try finish(&file, &buffer) }
        case .bytes(let bytes, let offset):
            let end = min(bytes.count, offset + room)
            buffer.writeBytes(bytes[offset..<end])
            content = end < bytes.count ? .bytes(bytes, offset: end) : nil
            if content == nil { pad(&buffer, Int64(bytes.count)) }
        case nil:
            break
        }
    }

    private mutating func finish(_ file: inout ContextFile, _ buffer: inout ByteBuffer) throws(EngineError) {
        let size = file.size
        try file.finish()
        pad(&buffer, size)
    }

    private mutating func pad(_ buffer: inout ByteBuffer, _ size: Int64) {
        buffer.writeRepeatingByte(0, count: TarHeader.padding(after: size))
        index += 1
    }
}
