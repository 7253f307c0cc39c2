import DockerEngine
import Foundation

/// Keeps the values of secrets out of what is written down and shown.
///
/// A value that a step prints is replaced, and so is each line of it; what is shorter than four characters is no secret and would only
/// blacken the text. A step that prints a value in another form (base64, a character a line) is not seen through.
struct SecretMask: Sendable {
    /// What stands in the place of a secret.
    static let mask = "***"
    private static let shortest = 4

    /// Longest first: a secret may hold another.
    private let values: [String]

    init(_ secrets: [BuildSecret]) {
        let texts = secrets.map { String(decoding: $0.value, as: UTF8.self) }
        let lines = texts.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }
        let trimmed = (texts + lines).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        values = Set(trimmed).filter { $0.count >= Self.shortest }.sorted { ($1.count, $0) < ($0.count, $1) }
    }

    func masked(_ text: String) -> String {
        values.reduce(text) { $0.replacingOccurrences(of: $1, with: Self.mask) }
    }
}
