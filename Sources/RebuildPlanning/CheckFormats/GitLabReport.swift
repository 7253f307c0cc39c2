import Basics
import Crypto
import Foundation
import ManifestKit

/// A check's findings as a code quality report of GitLab, which merge requests show:
/// <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.
struct GitLabReport {
    struct Entry: Encodable {
        struct Location: Encodable {
            struct Lines: Encodable { let begin: Int }

            let path: String
            let lines: Lines
        }

        let description: String
        let rule: String
        /// What makes it the same finding in the next report, wherever its line has gone.
        let fingerprint: String
        let severity: String
        let location: Location

        enum CodingKeys: String, CodingKey {
            case description, fingerprint, severity, location
            case rule = "check_name"
        }
    }

    let entries: [Entry]

    init(_ report: CheckReport, addresses: FileAddress) {
        var seen: [String: Int] = [:]
        entries = report.findings.map { finding in
            let path = addresses.path(of: finding.file)
            let hint = finding.hint.map { " (\($0))" } ?? ""
            let identity = [finding.code, path, finding.message].joined(separator: "\0")
            // Of equal ones each is told by its place among them.
            let place = seen[identity, default: 0]
            seen[identity] = place + 1
            let digest = SHA256.hash(data: Data("\(identity)\0\(place)".utf8))
            return Entry(
                description: finding.message + hint,
                rule: finding.code,
                fingerprint: digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(),
                severity: finding.severity == .error ? "major" : "minor",
                location: .init(path: path, lines: .init(begin: finding.line ?? 1))
            )
        }
    }
}

extension CheckReport {
    /// The report as JSON of GitLab's code quality.
    ///
    /// - Parameter base: the folder that paths below it are relative to: the root of what the code host shows.
    public func gitlab(base: String) throws -> String {
        let addresses = FileAddress(base: base, currentFolder: FileManager.default.currentDirectoryPath)
        return try JSONText.encode(GitLabReport(self, addresses: addresses).entries)
    }
}
