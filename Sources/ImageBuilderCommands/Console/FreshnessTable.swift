import ImageGraph
import RebuildPlanning

/// Bases for people: what moved, since when, and what stands on it.
struct FreshnessTable {
    private let bases: [BaseFreshness]
    private let showsFresh: Bool

    /// - Parameter showsFresh: whether bases of which there is nothing to say get a line, too.
    init(_ bases: [BaseFreshness], showsFresh: Bool) {
        self.bases = bases
        self.showsFresh = showsFresh
    }

    var text: String {
        let shown = bases.filter { showsFresh || ![.fresh, .movedElsewhere].contains($0.state) }
        return (shown.flatMap(lines) + [summary]).joined(separator: "\n")
    }

    private func lines(_ base: BaseFreshness) -> [String] {
        let name = base.reference.familiar
        switch base.state {
        case .fresh: return ["fresh  \(name)  \(Self.short(base.published))"]
        case .movedElsewhere: return ["fresh  \(name)  \(Self.change(base)), for other platforms only"]
        case .moved:
            return ["moved  \(name)  \(Self.change(base))\(Self.times(base))", "       " + Self.affected(base)]
        case .unrecorded:
            return ["unknown  \(name)  its registry has \(Self.short(base.published)); nothing says what was built on"]
        case .notFound: return ["gone  \(name)  \(base.message ?? "")", "      " + Self.affected(base)]
        case .unanswered: return ["unknown  \(name)  \(base.message ?? "")"]
        }
    }

    private var summary: String {
        func count(_ states: BaseFreshness.State...) -> Int { bases.count { states.contains($0.state) } }
        let rest = [
            (count(.notFound), "gone"), (count(.unrecorded, .unanswered), "unknown"),
        ].filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }.joined()
        return "\(count(.moved)) moved, \(count(.fresh, .movedElsewhere)) fresh\(rest)"
    }

    private static func change(_ base: BaseFreshness) -> String {
        let before = base.outdated.map(short).joined(separator: ", ")
        return "\(before) → \(short(base.published))"
    }

    private static func times(_ base: BaseFreshness) -> String {
        guard let now = base.createdNow?.prefix(10) else { return "" }
        return "  made \(now)" + (base.createdBefore.map { ", before \($0.prefix(10))" } ?? "")
    }

    private static func affected(_ base: BaseFreshness) -> String {
        let names = base.affected.map(\.name)
        if names.isEmpty { return "no image needs it" }
        return "\(names.count) \(names.count == 1 ? "image" : "images"): \(names.joined(separator: " "))"
    }

    /// `sha256:` and 12 digits.
    private static func short(_ digest: String?) -> String { digest.map { String($0.prefix(19)) } ?? "nothing" }
}
