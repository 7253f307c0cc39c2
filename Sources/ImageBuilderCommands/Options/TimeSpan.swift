import ArgumentParser

/// A length of time as people write it: `90`, `90s`, `20m`, `1h30m`, `500ms`. Greater than zero.
struct TimeSpan: ExpressibleByArgument {
    let duration: Duration
    private let text: String

    init(seconds: Int) {
        duration = .seconds(seconds)
        text = "\(seconds)s"
    }

    init?(argument: String) {
        var rest = argument[...]
        var milliseconds = 0
        if let seconds = Int(argument) {
            let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
            if overflow { return nil }
            (milliseconds, rest) = (product, "")
        }
        while !rest.isEmpty {
            let digits = rest.prefix(while: \.isNumber)
            let unit = rest.dropFirst(digits.count).prefix(while: \.isLetter)
            guard let number = Int(digits), let factor = Self.units[String(unit)] else { return nil }
            let (part, overflow) = number.multipliedReportingOverflow(by: factor)
            let (sum, tooLarge) = milliseconds.addingReportingOverflow(part)
            if overflow || tooLarge { return nil }
            milliseconds = sum
            rest = rest.dropFirst(digits.count + unit.count)
        }
        guard milliseconds > 0 else { return nil }
        duration = .milliseconds(milliseconds)
        text = argument
    }

    private static let units = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000]

    var defaultValueDescription: String { text }
}
