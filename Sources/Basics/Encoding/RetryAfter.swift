/// How long a server asks to be left alone.
package enum RetryAfter {
    /// Beyond a day it is no answer.
    private static let longest = Duration.seconds(86_400)

    /// The value of a `Retry-After` header (RFC 9110, 10.2.3): seconds, or a date, which is compared with the server's own.
    ///
    /// - Parameter date: the `Date` header of the same answer. Without it a date tells nothing, as clocks differ.
    package static func header(_ value: String, date: String?) -> Duration? {
        if let word = duration(value) { return word }
        guard let then = HTTPDate.seconds(value), let now = date.flatMap(HTTPDate.seconds) else { return nil }
        return bounded(.seconds(then - now))
    }

    /// `retry-after: 1m30s` within a message, as GitHub's registry writes it.
    package static func within(_ message: String) -> Duration? {
        let text = message.lowercased()
        guard let start = text.firstRange(of: "retry-after:")?.upperBound else { return nil }
        return duration(text[start...].drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || $0 == "." })
    }

    /// A number of seconds, or a duration of Go's: `1m30s`, `985.86µs`
    /// (https://pkg.go.dev/time#ParseDuration).
    package static func duration(_ text: some StringProtocol) -> Duration? {
        if let seconds = Int64(text) { return bounded(.seconds(min(seconds, 1 << 32))) }
        var rest = Substring(text)
        guard !rest.isEmpty else { return nil }
        var sum = Duration.zero
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let value = Double(number), value < 1e9, let seconds = seconds(in: unit) else { return nil }
            sum += .nanoseconds(Int64((min(value * seconds, 1e9) * 1e9).rounded()))
            guard sum <= longest else { return nil }
        }
        return bounded(sum)
    }

    private static func seconds(in unit: Substring) -> Double? {
        switch unit {
        case "ns": 1e-9
        // Both characters that are called mu.
        case "us", "\u{b5}s", "\u{3bc}s": 1e-6
        case "ms": 1e-3
        case "s": 1
        case "m": 60
        case "h": 3600
        default: nil
        }
    }

    private static func bounded(_ duration: Duration) -> Duration? {
        duration >= .zero && duration <= longest ? duration : nil
    }
}
