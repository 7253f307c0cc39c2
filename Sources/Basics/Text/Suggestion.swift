/// "Did you mean": the known name that a mistyped one most likely stands for.
public enum Suggestion {
    /// Names longer than this are no typing errors worth the quadratic comparison.
    private static let longestName = 200

    /// The candidate nearest to `name`, or `nil` if none is near enough to be worth suggesting.
    ///
    /// Nearness is the number of single-character insertions, deletions, replacements and swaps of neighbours,
    /// regardless of case. A third of the name's length may differ, at most 3 characters and at least 1. Of equally
    /// near candidates the first in alphabetical order wins, so the answer does not depend on their order.
    /// `name` itself is never the answer.
    public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased().unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= longestName else { return nil }
        let bound = max(1, min(3, wanted.count / 3))
        var best: (name: String, distance: Int)?
        for candidate in candidates where candidate != name {
            let scalars = Array(candidate.lowercased().unicodeScalars)
            guard abs(scalars.count - wanted.count) <= bound,
                let distance = distance(wanted, scalars, atMost: bound)
            else { continue }
            if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// Optimal string alignment distance, or `nil` when it is over `bound`.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost bound: Int) -> Int? {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in b.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            guard row.contains(where: { $0 <= bound }) else { return nil }
            (beforeLast, last) = (last, row)
        }
        return last[b.count] <= bound ? last[b.count] : nil
    }
}
