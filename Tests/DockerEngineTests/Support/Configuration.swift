import DockerEngine
import Logging
import NIOConcurrencyHelpers

extension DockerConfiguration {
    /// A configuration whose warnings nobody hears.
    init(environment: [String: String], homeFolder: String = "/nonexistent") {
        self.init(
            environment: environment,
            homeFolder: homeFolder,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }
}

/// Keeps what is logged at `warning` and above.
struct WarningLog: LogHandler {
    private let lines = NIOLockedValueBox<[String]>([])

    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.warning

    /// In order.
    var all: [String] { lines.withLockedValue { $0 } }
    var logger: Logger { Logger(label: "test") { _ in self } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { lines.withLockedValue { $0.append("\(event.message)") } }
}
