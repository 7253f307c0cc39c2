import SystemPackage

extension GitProbe {
    /// The oldest git that answers all questions: `git status` knows no submodule's detail, and `for-each-ref` no fields, before.
    public static let oldestVersion = "2.18"

    /// What git calls itself: `2.39.5`.
    ///
    /// - Throws: where git cannot be run, or says something else than a version.
    public func version() async throws(GitProbeError) -> String {
        let output = try await runner.run(GitCommand(["version"]), in: FilePath("/"))
        let words = String(decoding: output.bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count >= 3, words[2].first?.isNumber == true else {
            throw GitProbeError(code: .unexpectedOutput, checkout: nil, message: "git does not say its version")
        }
        return String(words[2])
    }

    /// Whether that version is ``oldestVersion`` or later.
    public static func isRecent(_ version: String) -> Bool {
        func numbers(_ text: String) -> [Int] { text.split(separator: ".").prefix(2).map { Int($0) ?? 0 } }
        return !numbers(version).lexicographicallyPrecedes(numbers(oldestVersion))
    }
}
