import Foundation

/// How long something took or will take, as lines of output have it: `2.5 s`.
enum DurationText {
    static func seconds(_ seconds: Double) -> String {
        String(format: "%.1f s", seconds)
    }

    static func seconds(_ duration: Duration) -> String {
        seconds(Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
    }
}
