#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a registry, or its token server, says of a failure
/// (<https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes>).
struct RegistryErrorBody: Sendable {
    /// The codes, in upper case, such as `MANIFEST_UNKNOWN`.
    let codes: [String]
    /// All that is said, in a stranger's words.
    let text: String

    private struct Entry: Decodable {
        var code: String?
        var message: String?
    }

    private struct Fields: Decodable {
        var errors: [Entry]?
        // Token servers: Docker Hub's, those of OAuth (RFC 6749, 5.2), and some that say it in a word.
        var details: String?
        var error: String?
        var errorDescription: String?
        var message: String?

        private enum CodingKeys: String, CodingKey {
            case errors, details, error, message
            case errorDescription = "error_description"
        }
    }

    /// - Returns: `nil` if the body is not in the form of a registry's error.
    init?(_ body: [UInt8]) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(body)) else { return nil }
        let entries = fields.errors ?? []
        codes = entries.compactMap { $0.code?.uppercased() }
        let words = [fields.error, fields.errorDescription, fields.details, fields.message].compactMap { $0 }
        let lines = entries.prefix(3).map { [$0.code, $0.message].compactMap { $0 }.joined(separator: ": ") } + words
        guard !lines.isEmpty else { return nil }
        text = lines.joined(separator: "; ")
    }
}
