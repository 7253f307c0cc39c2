public import Logging
import NIOConcurrencyHelpers

/// Keeps what is logged at `warning` and above.
public struct WarningLog: LogHandler {
    private let lines = NIOLockedValueBox<[String]>([])

    public init() {}

    public var metadata: Logger.Metadata = [:]
    public var logLevel = Logger.Level.warning

    /// In order.
    public var all: [String] { lines.withLockedValue { $0 } }
    public var logger: Logger { Logger(label: "test") { _ in self } }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) { lines.withLockedValue { $0.append("\(event.message)") } }
}
