/// A set of Unicode scalars, as a class of a regular expression names it.
struct ScalarSet: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>] = []
    var isNegated = false

    init(_ ranges: [ClosedRange<UInt32>] = [], isNegated: Bool = false) {
        self.ranges = ranges
        self.isNegated = isNegated
    }

    init(_ scalar: UInt32) {
        ranges = [scalar...scalar]
    }

    /// `.`: anything but a line feed.
    static let anyButLineFeed = ScalarSet([0x0A...0x0A], isNegated: true)

    /// The only member, if there is just one.
    var single: UInt32? {
        guard !isNegated, ranges.count == 1, ranges[0].lowerBound == ranges[0].upperBound else { return nil }
        return ranges[0].lowerBound
    }

    func contains(_ scalar: UInt32) -> Bool {
        ranges.contains { $0.contains(scalar) } != isNegated
    }

    mutating func insert(_ range: ClosedRange<UInt32>) {
        ranges.append(range)
    }

    /// Adds all of a named class, or all that is not in it.
    mutating func insert(_ named: [ClosedRange<UInt32>], complement: Bool) {
        guard complement else {
            ranges += named
            return
        }
        var next: UInt32 = 0
        for range in named {  // the named classes below are in order and do not touch
            if range.lowerBound > next { ranges.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        ranges.append(next...0x10FFFF)
    }

    /// `\d`, `\s` and `\w` (https://pkg.go.dev/regexp/syntax, "Perl character classes").
    static func perlClass(_ letter: UInt32) -> [ClosedRange<UInt32>]? {
        switch letter {
        case ascii("d"): return [0x30...0x39]
        case ascii("s"): return [0x09...0x0A, 0x0C...0x0D, 0x20...0x20]
        case ascii("w"): return posixClasses["word"]
        default: return nil
        }
    }

    /// `[:alpha:]` and so on (https://pkg.go.dev/regexp/syntax, "ASCII character classes").
    static let posixClasses: [String: [ClosedRange<UInt32>]] = [
        "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A],
        "alpha": [0x41...0x5A, 0x61...0x7A],
        "ascii": [0x00...0x7F],
        "blank": [0x09...0x09, 0x20...0x20],
        "cntrl": [0x00...0x1F, 0x7F...0x7F],
        "digit": [0x30...0x39],
        "graph": [0x21...0x7E],
        "lower": [0x61...0x7A],
        "print": [0x20...0x7E],
        "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E],
        "space": [0x09...0x0D, 0x20...0x20],
        "upper": [0x41...0x5A],
        "word": [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A],
        "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
    ]

    private static func ascii(_ scalar: Unicode.Scalar) -> UInt32 { scalar.value }
}
