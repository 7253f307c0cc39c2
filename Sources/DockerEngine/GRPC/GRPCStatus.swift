import Basics

/// How a gRPC call ended, other than well (https://grpc.io/docs/guides/status-codes/).
struct GRPCStatus: Error, Hashable {
    enum StatusCode: Int {
        case invalidArgument = 3
        case notFound = 5
        case resourceExhausted = 8
        case aborted = 10
        case unimplemented = 12
        case unavailable = 14
    }

    let code: StatusCode
    let message: String

    init(_ code: StatusCode, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Printable ASCII but for `%`.
    private static let plain = String(
        decoding: (0x20...0x7e).filter { $0 != UInt8(ascii: "%") },
        as: UTF8.self
    )

    /// The value of `grpc-message`: percent-encoded but for printable ASCII.
    var encodedMessage: String { PercentEncoding.encode(message, keeping: Self.plain) }
}
