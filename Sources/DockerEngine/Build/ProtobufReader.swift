/// Reads the fields of one protobuf message (https://protobuf.dev/programming-guides/encoding/).
/// Messages within it are bytes to be read in turn, so nothing here recurses.
struct ProtobufReader {
    enum Value {
        case varint(UInt64)
        case fixed
        case delimited(ArraySlice<UInt8>)

        var bytes: ArraySlice<UInt8> {
            get throws(EngineError) {
                guard case .delimited(let bytes) = self else { throw malformed }
                return bytes
            }
        }

        var text: String {
            get throws(EngineError) { String(decoding: try bytes, as: UTF8.self) }
        }

        var number: Int64 {
            get throws(EngineError) {
                guard case .varint(let number) = self else { throw malformed }
                return Int64(bitPattern: number)
            }
        }

        /// A `google.protobuf.Timestamp` in nanoseconds; `nil` beyond what those can express.
        var timestamp: BuildTrace.Nanoseconds? {
            get throws(EngineError) {
                var reader = ProtobufReader(try bytes)
                var seconds: Int64 = 0
                var nanoseconds: Int64 = 0
                while let (field, value) = try reader.next() {
                    if field == 1 { seconds = try value.number }
                    if field == 2 { nanoseconds = try value.number }
                }
                let (product, tooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
                let (sum, stillTooLarge) = product.addingReportingOverflow(nanoseconds)
                return tooLarge || stillTooLarge ? nil : sum
            }
        }
    }

    static var malformed: EngineError { EngineError(.protocolViolation, "a trace of the build cannot be read") }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The last value of a field of text or bytes in a message; empty where it has none, as proto3 has it.
    static func bytes(of wanted: UInt64, in message: [UInt8]) throws(EngineError) -> ArraySlice<UInt8> {
        var reader = ProtobufReader(message[...])
        var found: ArraySlice<UInt8> = []
        while let (field, value) = try reader.next() {
            if field == wanted { found = try value.bytes }
        }
        return found
    }

    /// The next field; `nil` at the end.
    mutating func next() throws(EngineError) -> (field: UInt64, value: Value)? {
        guard !rest.isEmpty else { return nil }
        let key = try varint()
        switch key & 7 {
        case 0: return (key >> 3, .varint(try varint()))
        case 1:
            _ = try take(8)
            return (key >> 3, .fixed)
        case 2: return (key >> 3, .delimited(try take(try varint())))
        case 5:
            _ = try take(4)
            return (key >> 3, .fixed)
        default: throw Self.malformed
        }
    }

    private mutating func varint() throws(EngineError) -> UInt64 {
        var result: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = rest.popFirst() else { throw Self.malformed }
            result |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return result }
        }
        throw Self.malformed
    }

    private mutating func take(_ count: UInt64) throws(EngineError) -> ArraySlice<UInt8> {
        guard count <= UInt64(rest.count) else { throw Self.malformed }
        let part = rest.prefix(Int(count))
        rest = rest.dropFirst(Int(count))
        return part
    }
}
