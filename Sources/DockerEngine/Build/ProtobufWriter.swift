/// Writes the fields of one protobuf message (https://protobuf.dev/programming-guides/encoding/). Empty fields are left
/// out, as proto3 has it.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ value: some Sequence<UInt8>, field: UInt64) {
        let content = Array(value)
        guard !content.isEmpty else { return }
        addVarint(field << 3 | 2)
        addVarint(UInt64(content.count))
        bytes += content
    }

    mutating func add(_ text: String, field: UInt64) { add(text.utf8, field: field) }

    mutating func add(_ number: UInt64, field: UInt64) {
        guard number != 0 else { return }
        addVarint(field << 3)
        addVarint(number)
    }

    private mutating func addVarint(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
