import NIOCore

/// Cuts a stream of bytes into lines, keeping no more than one line and one piece of input.
struct LineSplitter {
    /// The longest line taken. A record of a build repeats its labels, of which there can be hundreds of kilobytes, and
    /// a BuildKit trace is at most one gRPC message (16 MiB at the most in BuildKit) in base64.
    static let limit = 24 << 20

    private let limit: Int
    private var pending = ByteBuffer()
    /// How much of `pending` is known to hold no line end.
    private var scanned = 0

    init(limit: Int = LineSplitter.limit) { self.limit = limit }

    mutating func append(_ buffer: ByteBuffer) {
        if pending.readableBytes == 0 {
            pending = buffer
            scanned = 0
        } else {
            pending.discardReadBytes()
            pending.writeImmutableBuffer(buffer)
        }
    }

    /// The next whole line without its end, which is `\n` or `\r\n`; `nil` if more input is needed.
    mutating func next() throws(EngineError) -> ByteBufferView? {
        let view = pending.readableBytesView
        let start = view.startIndex + scanned
        guard let end = view[start...].firstIndex(of: UInt8(ascii: "\n")) else {
            scanned = view.count
            guard view.count <= limit else {
                throw EngineError(.outOfBounds, "a line of the engine's answer is longer than \(limit) bytes")
            }
            return nil
        }
        guard end - view.startIndex <= limit else {
            throw EngineError(.outOfBounds, "a line of the engine's answer is longer than \(limit) bytes")
        }
        var line = view[..<end]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        pending.moveReaderIndex(forwardBy: end - view.startIndex + 1)
        scanned = 0
        return line
    }

    /// What follows the last line end; empty after a complete stream.
    var rest: ByteBufferView { pending.readableBytesView }
}
