import Basics
import Foundation
import ManifestKit

/// The notes in files that say which findings are meant to be as they are: `imagebuilder: ignore=RULE,RULE` in a comment,
/// on the line of the finding or on the one before it.
struct IgnoreNote {
    private var files: [String: [Int: Set<String>]] = [:]

    /// The same bound as for inputs: what is larger was not read either.
    private static let sizeLimit = 8 << 20

    /// Whether the file that a finding is in says that it is to be passed over. Of a finding about a file as a whole
    /// any line may say so. Errors cannot be passed over: no run goes on with them.
    mutating func covers(_ finding: Diagnostic) -> Bool {
        guard finding.severity == .warning else { return false }
        let notes = notes(in: finding.file)
        guard let line = finding.line else { return notes.values.contains { $0.contains(finding.code) } }
        return [line, line - 1].contains { notes[$0]?.contains(finding.code) ?? false }
    }

    private mutating func notes(in file: String) -> [Int: Set<String>] {
        if let known = files[file] { return known }
        let found = Self.read(file)
        files[file] = found
        return found
    }

    private static func read(_ file: String) -> [Int: Set<String>] {
        guard let bytes = try? BoundedFile.read(file, limit: sizeLimit) else { return [:] }
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains("imagebuilder:") else { return [:] }
        var notes: [Int: Set<String>] = [:]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (position, line) in lines.enumerated() {
            guard let match = line.firstMatch(of: /(?:#|<!--)\s*imagebuilder:\s*ignore=([a-z0-9,-]+)/) else { continue }
            notes[position + 1] = Set(match.1.split(separator: ",").map(String.init))
        }
        return notes
    }
}

extension CheckReport {
    /// The report without the warnings that nobody wants to hear of: those of `rules`, and those that notes in the files
    /// themselves pass over. Errors stay.
    ///
    /// - Parameter rules: codes of rules.
    public func ignoring(_ rules: Set<String>) -> CheckReport {
        var notes = IgnoreNote()
        let kept = findings.filter { finding in
            !(finding.severity == .warning && rules.contains(finding.code)) && !notes.covers(finding)
        }
        return CheckReport(kept, imageCount: imageCount, ignoredCount: ignoredCount + findings.count - kept.count)
    }
}
