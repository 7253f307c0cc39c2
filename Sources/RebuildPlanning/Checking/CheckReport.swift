public import ManifestKit

/// What a check found.
public struct CheckReport: Sendable, Hashable {
    /// Each once, in the order of files, lines and columns.
    public let findings: [Diagnostic]
    /// How many images were looked at: all of the lists, and the external ones that they need.
    public let imageCount: Int
    /// How many findings were left out, because that was asked for.
    public let ignoredCount: Int

    public var errorCount: Int { findings.count { $0.severity == .error } }
    public var warningCount: Int { findings.count - errorCount }

    /// Puts findings in order, and drops those that are told twice.
    init(_ findings: [Diagnostic], imageCount: Int, ignoredCount: Int = 0) {
        self.ignoredCount = ignoredCount
        var seen: Set<Diagnostic> = []
        self.findings = findings.map(Self.placed).filter { seen.insert($0).inserted }.sorted(by: Self.isOrdered)
        self.imageCount = imageCount
    }

    /// The same report with other words.
    public func mapFindings(_ transform: (Diagnostic) -> Diagnostic) -> CheckReport {
        CheckReport(findings.map(transform), imageCount: imageCount, ignoredCount: ignoredCount)
    }

    /// A finding of a whole line is placed at its first column, where editors and code hosts want one.
    private static func placed(_ finding: Diagnostic) -> Diagnostic {
        guard finding.line != nil, finding.column == nil else { return finding }
        var placed = finding
        placed.column = 1
        return placed
    }

    private static func isOrdered(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
        if left.file != right.file { return left.file < right.file }
        if left.line != right.line { return left.line ?? 0 < right.line ?? 0 }
        if left.column != right.column { return left.column ?? 0 < right.column ?? 0 }
        if left.severity != right.severity { return left.severity == .error }
        return (left.code, left.message) < (right.code, right.message)
    }
}
