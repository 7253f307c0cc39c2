import NIOCore

/// Takes gRPC messages out of a stream of bytes: each has a flag, its length in four bytes, and its content
/// (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md).
struct GRPCMessages {
    /// Of one message. BuildKit sends names, and ssh in pieces of 32 KiB.
    static let sizeLimit = 1 << 20

    private var buffer = ByteBuffer()

    mutating func append(_ bytes: inout ByteBuffer) { buffer.writeBuffer(&bytes) }

    /// The next message that is there as a whole.
    mutating func next() throws(GRPCStatus) -> [UInt8]? {
        guard let flag: UInt8 = buffer.getInteger(at: buffer.readerIndex),
            let length: UInt32 = buffer.getInteger(at: buffer.readerIndex + 1)
        else { return nil }
        // No compression is offered.
        guard flag == 0 else { throw GRPCStatus(.unimplemented, "compressed messages are not read") }
        guard length <= Self.sizeLimit else {
            throw GRPCStatus(.resourceExhausted, "a message of \(length) bytes is too long")
        }
        guard buffer.readableBytes >= 5 + Int(length) else { return nil }
        buffer.moveReaderIndex(forwardBy: 5)
        let message = buffer.readBytes(length: Int(length)) ?? []
        buffer.discardReadBytes()
        return message
    }

    static func frame(_ message: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(5 + message.count)
        append(message, to: &buffer)
        return buffer
    }

    /// Puts a message behind what a buffer holds.
    static func append(_ message: [UInt8], to buffer: inout ByteBuffer) {
        buffer.writeInteger(UInt8(0))
        buffer.writeInteger(UInt32(message.count))
        buffer.writeBytes(message)
    }
}
