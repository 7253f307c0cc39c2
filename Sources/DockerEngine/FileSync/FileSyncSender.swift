import NIOCore
import SwiftProtobuf

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What we say in one `DiffCopy`, packet by packet, with no connection: first what there is, then what was asked for
/// (`send.go` in https://github.com/tonistiigi/fsutil).
///
/// Memory: the list, one number for each file that was asked for and not sent yet, and one piece of a file.
struct FileSyncSender: Sendable {
    /// Of a file in one packet.
    static let pieceSize = 64 << 10

    let listing: FileSyncListing
    /// Bytes of files so far.
    private(set) var sentBytes: Int64 = 0

    /// The next entry to tell of; one more than there are after the end was told.
    private var next = 0
    private var asked: [Bool]
    private var wanted: [Int] = []
    private var position = 0
    private var open: OpenFile?

    private enum OpenFile: Sendable {
        case disk(Int, ContextFile, BlobHash?)
        case bytes(Int, ArraySlice<UInt8>)
    }

    init(_ listing: FileSyncListing) {
        self.listing = listing
        asked = Array(repeating: false, count: listing.entries.count)
    }

    /// Whether there is something to say.
    var isReady: Bool { next <= listing.entries.count || open != nil || position < wanted.count }

    /// Takes what BuildKit asks for.
    ///
    /// - Throws: `EngineError` `.protocolViolation` for what is no file of the list, and for a file that was asked for before.
    mutating func ask(_ numbers: [Int]) throws(EngineError) {
        if position == wanted.count { (wanted, position) = ([], 0) }
        for number in numbers {
            guard listing.isFile(number) else {
                throw EngineError(
                    .protocolViolation,
                    "the builder asked for entry \(number) of the context, which is no file among the "
                        + "\(listing.entries.count) entries that it was offered"
                )
            }
            guard !asked[number] else {
                throw EngineError(
                    .protocolViolation,
                    "the builder asked a second time for \(listing.entries[number].path.shown)"
                )
            }
            asked[number] = true
            wanted.append(number)
        }
    }

    /// Appends packets until the buffer holds `size` bytes or a little more, or nothing is left to say.
    ///
    /// - Throws: `EngineError` `.contextChanged` if a file is not as it was listed. Then nothing may follow but ``failure(_:)``.
    mutating func fill(_ buffer: inout ByteBuffer, upTo size: Int) throws(EngineError) {
        while buffer.readableBytes < size, isReady {
            if next <= listing.entries.count {
                var packet = WireFilePacket()
                // A packet without an entry is the end of the list.
                if next < listing.entries.count { packet.stat = listing.status(next) }
                next += 1
                Self.append(packet, to: &buffer)
            } else {
                try sendPiece(&buffer)
            }
        }
    }

    mutating func close() {
        if case .disk(_, var file, _) = open { file.close() }
        open = nil
    }

    /// What says that nothing more will come.
    static func end() -> ByteBuffer { message(WireFilePacket.with { $0.kind = .finish }) }

    /// What says why nothing more will come.
    static func failure(_ error: EngineError) -> ByteBuffer {
        message(
            WireFilePacket.with {
                $0.kind = .error
                $0.data = Data(error.message.utf8)
            }
        )
    }

    private static func message(_ packet: WireFilePacket) -> ByteBuffer {
        var buffer = ByteBuffer()
        append(packet, to: &buffer)
        return buffer
    }

    /// Packets hold at most a piece, a path or a message, so they can always be written.
    private static func append(_ packet: WireFilePacket, to buffer: inout ByteBuffer) {
        guard let bytes: [UInt8] = try? packet.serializedBytes() else { return }
        GRPCMessages.append(bytes, to: &buffer)
    }

    // MARK: Files

    private mutating func sendPiece(_ buffer: inout ByteBuffer) throws(EngineError) {
        switch open {
        case nil: try openNext()
        case .bytes(let number, let rest):
            send(Data(rest.prefix(Self.pieceSize)), of: number, &buffer)
            open = rest.isEmpty ? nil : .bytes(number, rest.dropFirst(Self.pieceSize))
        case .disk(let number, var file, var hash):
            open = nil
            var piece = ByteBuffer()
            do {
                try file.read(into: &piece, atMost: Self.pieceSize)
            } catch {
                file.close()
                throw error
            }
            piece.withUnsafeReadableBytes { hash?.update($0) }
            let isEnd = piece.readableBytes == 0
            if isEnd {
                try file.finish()
                guard hash?.isMet ?? true else { throw ContextFile.hasOtherContent(listing.entries[number].path.shown) }
            } else {
                open = .disk(number, file, hash)
            }
            send(Data(piece.readableBytesView), of: number, &buffer)
        }
    }

    /// A packet without a byte ends the file.
    private mutating func send(_ piece: Data, of number: Int, _ buffer: inout ByteBuffer) {
        sentBytes += Int64(piece.count)
        let packet = WireFilePacket.with {
            $0.kind = .data
            $0.id = UInt32(number)
            $0.data = piece
        }
        Self.append(packet, to: &buffer)
    }

    private mutating func openNext() throws(EngineError) {
        let number = wanted[position]
        position += 1
        let entry = listing.entries[number]
        guard case .file(let size, let source, let blob, _) = entry.kind else { return }
        switch source {
        case .bytes(let bytes): open = .bytes(number, bytes[...])
        case .disk(let path, let root):
            let file = try ContextFile(path: path, below: root, size: size, name: entry.path.shown)
            open = .disk(number, file, blob.map { BlobHash(expected: $0, size: size) })
        }
    }
}
