import Foundation

/// What the standard output is drawn on.
struct Screen: Hashable, Sendable {
    /// Of a terminal, in cells; nil: lines may have any length.
    var width: Int?
    /// Of a terminal, in lines; nil: there may be any number.
    var height: Int?
    var hasColours = false

    /// Anything that is no terminal: text, whole and without colours.
    static let none = Screen()

    var isTerminal: Bool { width != nil }

    /// What the standard output is now. A terminal's colours are used unless `NO_COLOR` is set (<https://no-color.org>)
    /// or `TERM` is `dumb`.
    static func ofResults(_ colour: ColourChoice, _ environment: [String: String]) -> Screen {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let hasColours =
            switch colour {
            case .always: true
            case .never: false
            case .auto: isTerminal && Terminal.wantsColours(environment)
            }
        guard isTerminal else { return Screen(hasColours: hasColours) }
        let size = Terminal.size(of: STDOUT_FILENO)
        return Screen(width: size.width, height: size.rows, hasColours: hasColours)
    }
}

/// What `--color` takes.
enum ColourChoice: String, CaseIterable, Sendable {
    case auto, always, never
}
