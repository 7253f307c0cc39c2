import Foundation
import ManifestKit

extension CheckReport {
    /// The findings as workflow commands, which GitHub Actions shows beside the lines, one a line:
    /// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.
    ///
    /// - Parameter base: the folder that paths below it are relative to: the root of what the code host shows.
    public func githubAnnotations(base: String) -> [String] {
        let addresses = FileAddress(base: base, currentFolder: FileManager.default.currentDirectoryPath)
        return findings.map { finding in
            var properties = ["file=\(Self.property(addresses.path(of: finding.file)))"]
            if let line = finding.line { properties.append("line=\(line)") }
            if let column = finding.column { properties.append("col=\(column)") }
            properties.append("title=\(Self.property(finding.code))")
            let hint = finding.hint.map { " (\($0))" } ?? ""
            let kind = finding.severity == .error ? "error" : "warning"
            return "::\(kind) \(properties.joined(separator: ","))::\(Self.data(finding.message + hint))"
        }
    }

    /// What GitHub's own toolkit escapes in a message.
    private static func data(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    /// The same in what stands between the colons.
    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
