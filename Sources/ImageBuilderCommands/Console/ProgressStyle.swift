/// How progress is shown.
enum ProgressStyle: String, CaseIterable {
    case auto, tty, plain, json, none

    /// What `auto` means here. Whoever wants to see all output (`-vv`) gets lines.
    func settled(_ console: Console, _ environment: [String: String]) -> ProgressStyle {
        guard self == .auto else { return self }
        return Terminal.canDraw(environment) && console.verbosity < .debug && console.verbosity > .quiet
            ? .tty : .plain
    }
}
