import Logging

/// How much the user wants to hear.
enum Verbosity: Int, Comparable {
    case quiet, normal, info, debug

    static func < (left: Verbosity, right: Verbosity) -> Bool { left.rawValue < right.rawValue }

    var logLevel: Logger.Level {
        switch self {
        case .quiet: .error
        case .normal: .warning
        case .info: .info
        case .debug: .debug
        }
    }
}
