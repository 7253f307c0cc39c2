import ImageGraph
import RebuildPipeline
import RebuildPlanning

/// A live display at one moment, as lines that fit the terminal. No input or output.
enum ProgressFrame {
    /// One line an image that is worked on, as many as there is room for, and the summary.
    ///
    /// - Parameters:
    ///   - now: seconds, on the clock of the state.
    ///   - width: of the terminal, in cells. No line is wider than one less: some terminals wrap a full one.
    ///   - rows: of the terminal. The frame leaves one free, so that it never scrolls itself away.
    static func lines(_ state: ProgressState, now: Double, width: Int, rows: Int) -> [String] {
        let width = max(1, width - 1)
        let room = max(0, rows - 3)
        var shown = state.running[...]
        var more = 0
        if shown.count > room {
            more = shown.count - max(0, room - 1)
            shown = shown.prefix(max(0, room - 1))
        }
        let names = min(shown.map { TextWidth.of($0.key.name) }.max() ?? 0, max(8, width / 3))
        var lines = shown.map { image in
            TextWidth.cut(line(image, now: now, names: names), to: width)
        }
        if more > 0, room > 0 { lines.append(TextWidth.cut("… and \(more) more", to: width)) }
        lines.append(TextWidth.cut(summary(state, now: now), to: width))
        return lines
    }

    private static func line(_ image: ProgressState.Running, now: Double, names: Int) -> String {
        // The end of a name is what tells it from others.
        let name = TextWidth.fit(TextWidth.cutFront(SafeText.line(image.key.name), to: names), names)
        let verb = TextWidth.fit(image.decision.rawValue, 5)
        // A long command leaves room for what it says.
        let doing = image.said.isEmpty ? image.doing : TextWidth.cut(SafeText.line(image.doing), to: 30)
        let parts = [amount(image), time(now - image.since), SafeText.line(doing)].filter { !$0.isEmpty }
        let said = image.said.isEmpty ? "" : "  | " + SafeText.line(image.said)
        return "\(verb)  \(name)  " + parts.joined(separator: "  ") + said
    }

    /// One line on all that goes on, for where nothing is redrawn.
    static func heartbeat(_ state: ProgressState, now: Double) -> String {
        let told = 4
        let images = state.running.prefix(told).map { image in
            let parts = [image.decision.rawValue, image.key.name, amount(image), time(now - image.since)]
            return parts.filter { !$0.isEmpty }.joined(separator: " ")
        }
        let rest = state.running.count - images.count
        let running = images.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        return summary(state, now: now) + (running.isEmpty ? "" : ": " + running)
    }

    /// `step 3/7`, `45.2/120.3 MB`, or what has been sent of the context.
    private static func amount(_ image: ProgressState.Running) -> String {
        if !image.step.isEmpty { return "step \(image.step)" }
        if !image.layers.isEmpty {
            let current = image.layers.values.reduce(0) { $0 + $1.current }
            let total = image.layers.values.reduce(0) { $0 + $1.total }
            return "\(megabytes(current))/\(megabytes(total)) MB"
        }
        // A small context is gone before anyone could read of it.
        return image.uploaded >= 1_000_000 ? "context \(megabytes(image.uploaded)) MB" : ""
    }

    /// `12/47 done, 3 running, 1 failed, eta 6m`
    static func summary(_ state: ProgressState, now: Double) -> String {
        var parts = ["\(state.done)/\(state.total) done", "\(state.running.count) running"]
        if state.failed > 0 { parts.append("\(state.failed) failed") }
        if let remaining = state.remaining(at: now) { parts.append("eta \(time(remaining.rounded(.up)))") }
        return parts.joined(separator: ", ")
    }

    /// `8s`, `2m05s`, `1h02m`
    static func time(_ seconds: Double) -> String {
        let whole = Int(max(0, min(seconds, 1e9)))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if whole < 60 { return "\(whole)s" }
        if whole < 3600 { return "\(whole / 60)m\(two(whole % 60))s" }
        return "\(whole / 3600)h\(two(whole % 3600 / 60))m"
    }

    private static func megabytes(_ bytes: Int64) -> String {
        let tenths = bytes / 100_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}
