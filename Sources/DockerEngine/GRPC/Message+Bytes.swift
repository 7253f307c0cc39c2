import SwiftProtobuf

extension Message {
    /// Reads a message that a caller sent.
    init(asked bytes: [UInt8]) throws(GRPCStatus) {
        do {
            self = try Self(serializedBytes: bytes)
        } catch {
            throw GRPCStatus(.invalidArgument, "the question cannot be read")
        }
    }

    /// The message as it is sent. Those of proto3 can always be written, but for one larger than 2 GiB.
    func sent() throws(GRPCStatus) -> [UInt8] {
        do {
            return try serializedBytes()
        } catch {
            throw GRPCStatus(.resourceExhausted, "the answer cannot be written: \(error)")
        }
    }
}
