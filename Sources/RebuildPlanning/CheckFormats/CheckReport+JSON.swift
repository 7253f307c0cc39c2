import Basics
import ManifestKit

extension CheckReport {
    private struct Document: Encodable {
        struct Summary: Encodable {
            let errors: Int
            let warnings: Int
            let images: Int
        }

        let version = 1
        let summary: Summary
        let findings: [Diagnostic]
    }

    /// The report as JSON: `version` (1), `summary` (`errors`, `warnings`, `images`) and `findings`, each with
    /// `severity`, `code`, `file`, `line`, `column`, `message` and `hint`; those that are not known are left out.
    public func json() throws -> String {
        try JSONText.encode(
            Document(
                summary: .init(errors: errorCount, warnings: warningCount, images: imageCount),
                findings: findings
            )
        )
    }
}
