import Basics
import Foundation
import ManifestKit

extension CheckReport {
    /// The findings in the XML of JUnit, as Jenkins, GitLab and others read it:
    /// <https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd>.
    ///
    /// Each finding is a test that failed; where there is none, one test passed. Warnings are tests that passed and said
    /// something, unless `areWarningsFailures`.
    ///
    /// - Parameter base: the folder that paths below it are relative to.
    public func junit(base: String, areWarningsFailures: Bool) -> String {
        let addresses = FileAddress(base: base, currentFolder: FileManager.default.currentDirectoryPath)
        let failures = areWarningsFailures ? findings.count : errorCount
        let counts = "tests=\"\(max(1, findings.count))\" failures=\"\(failures)\" errors=\"0\""
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites \(counts)>",
            "  <testsuite name=\"imagebuilder check\" \(counts) skipped=\"0\" time=\"0\">",
        ]
        if findings.isEmpty { lines.append("    <testcase classname=\"imagebuilder\" name=\"check\" time=\"0\"/>") }
        for finding in findings {
            let place = addresses.path(of: finding.file) + (finding.line.map { ":\($0)" } ?? "")
            let names = "classname=\"\(Self.escaped(finding.code))\" name=\"\(Self.escaped(place))\" time=\"0\""
            lines.append("    <testcase \(names)>")
            let text = Self.escaped("\(finding)")
            if areWarningsFailures || finding.severity == .error {
                let kind = "message=\"\(Self.escaped(finding.message))\" type=\"\(finding.severity.rawValue)\""
                lines.append("      <failure \(kind)>\(text)</failure>")
            } else {
                lines.append("      <system-out>\(text)</system-out>")
            }
            lines.append("    </testcase>")
        }
        return (lines + ["  </testsuite>", "</testsuites>"]).joined(separator: "\n") + "\n"
    }

    /// Text of an element or attribute (XML 1.0, 2.4), without the characters that XML cannot hold (2.2).
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in VisibleText.line(text).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t": escaped += "&#9;"
            case "\u{fffe}", "\u{ffff}": escaped += "\u{fffd}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
