import Foundation

/// The terminals behind the standard streams.
enum Terminal {
    /// That of the standard error.
    static var size: (width: Int, rows: Int) { size(of: STDERR_FILENO) }

    /// Asked anew each time, so that a resize needs no signal. 80 × 24 where it does not say.
    static func size(of descriptor: Int32) -> (width: Int, rows: Int) {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Whether a live display can be drawn on the standard error.
    static func canDraw(_ environment: [String: String]) -> Bool {
        isatty(STDERR_FILENO) == 1 && (environment["TERM"] ?? "dumb") != "dumb"
    }

    /// Whether a terminal is to show colours: <https://no-color.org>.
    static func wantsColours(_ environment: [String: String]) -> Bool {
        (environment["NO_COLOR"] ?? "").isEmpty && (environment["TERM"] ?? "dumb") != "dumb"
    }
}
