import TestSupport
import Testing

/// A run that is cut off: from where, at which moment, by which signal, and what comes after it. All of it follows from the seed.
struct KillCase: Sendable, CustomTestStringConvertible {
    /// What the engine and the tree are like when the run begins that is cut off.
    enum Start: String, CaseIterable, Sendable {
        case nothing, allThere, retag, relabel, dirty, obsolete, published
    }

    enum Moment: Sendable {
        /// Of the requests that the run makes, from 1.
        case before(Int)
        case after(Int)
        case seconds(Double)
    }

    let seed: UInt64
    let start: Start
    let moment: Moment
    let signal: String
    /// Whether the next run resumes it.
    let isResumed: Bool
    /// Whether the run that is cut off itself resumes one that was.
    let isSecond: Bool

    init(seed: UInt64) {
        self.seed = seed
        // One after the other, so that a few seeds meet every start; the rest by chance.
        start = Start.allCases[Int(seed % UInt64(Start.allCases.count))]
        var dice = SplitMix64(seed: seed)
        switch dice.below(5) {
        case 0, 1: moment = .before(1 + dice.below(36))
        case 2, 3: moment = .after(1 + dice.below(36))
        default: moment = .seconds(Double(1 + dice.below(250)) / 100)
        }
        signal = dice.pick(["KILL", "KILL", "TERM", "INT", "HUP"])
        isResumed = dice.below(2) == 0
        isSecond = dice.below(4) == 0
    }

    var testDescription: String {
        "seed \(seed): \(start), \(moment), SIG\(signal)\(isSecond ? ", twice" : "")\(isResumed ? ", resumed" : "")"
    }

    /// The arguments of `Tests/Faults/killer`.
    var arguments: [String] {
        let moment =
            switch moment {
            case .before(let number): ["--all", "--before", "\(number)"]
            case .after(let number): ["--all", "--after", "\(number)"]
            case .seconds(let seconds): ["--seconds", "\(seconds)"]
            }
        return moment + ["--signal", signal]
    }
}
