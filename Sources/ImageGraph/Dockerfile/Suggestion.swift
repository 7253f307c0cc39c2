/// Finds the known word that someone probably meant.
enum Suggestion {
    /// The candidate with the fewest edits, if there are at most two (and fewer than the word has letters).
    static func closest(to word: String, in candidates: [String]) -> String? {
        // Long words are no slips of known ones, and the comparison is quadratic.
        let letters = Array(word.lowercased().utf8.prefix(65))
        guard letters.count <= 64 else { return nil }
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(letters, Array(candidate.lowercased().utf8))
            if distance <= 2, distance < letters.count, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.candidate
    }

    /// Levenshtein's edit distance.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let replaced = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, min(row[j], row[j + 1]) + 1)
            }
        }
        return row[right.count]
    }
}
