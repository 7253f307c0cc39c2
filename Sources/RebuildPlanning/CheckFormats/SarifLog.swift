import Basics
import Foundation
import ManifestKit

/// A check's findings in SARIF 2.1.0, which code hosts show beside the lines:
/// <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.
struct SarifLog: Encodable {
    struct Message: Encodable { let text: String }

    /// A rule, as SARIF calls it.
    struct ReportingDescriptor: Encodable {
        let id: String
        let shortDescription: Message
        let fullDescription: Message
        let help: Message

        init(_ rule: Rule) {
            id = rule.id
            shortDescription = Message(text: rule.summary)
            fullDescription = Message(text: rule.summary + " " + rule.help)
            help = Message(text: rule.help)
        }
    }

    struct Driver: Encodable {
        let name = "imagebuilder"
        let version: String
        let semanticVersion: String
        let rules: [ReportingDescriptor]
    }

    struct Tool: Encodable { let driver: Driver }

    struct ArtifactLocation: Encodable {
        let uri: String
        /// What a relative address is relative to.
        let uriBaseId: String?
    }

    struct Region: Encodable {
        let startLine: Int
        let startColumn: Int
    }

    struct PhysicalLocation: Encodable {
        let artifactLocation: ArtifactLocation
        let region: Region?
    }

    struct Location: Encodable { let physicalLocation: PhysicalLocation }

    struct Result: Encodable {
        let ruleId: String
        let ruleIndex: Int
        let level: String
        let message: Message
        let locations: [Location]
    }

    struct Invocation: Encodable {
        /// Whether the check itself could be carried through, which it always is.
        let executionSuccessful = true
    }

    struct Run: Encodable {
        let tool: Tool
        let invocations = [Invocation()]
        let columnKind = "unicodeCodePoints"
        let results: [Result]
    }

    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    /// The name that code hosts know for the root of what was checked. Where that lies on this machine is not told, so
    /// that the same tree makes the same log everywhere.
    private static let baseID = "%SRCROOT%"

    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    init(_ report: CheckReport, version: String, addresses: FileAddress) {
        var rules: [ReportingDescriptor] = []
        var places: [Rule: Int] = [:]
        let results = report.findings.map { finding in
            let place = places[finding.rule] ?? rules.count
            if place == rules.count {
                rules.append(ReportingDescriptor(finding.rule))
                places[finding.rule] = place
            }
            return Self.result(finding, rule: place, addresses)
        }
        runs = [
            Run(tool: Tool(driver: Driver(version: version, semanticVersion: version, rules: rules)), results: results)
        ]
    }

    private static func result(_ finding: Diagnostic, rule: Int, _ addresses: FileAddress) -> Result {
        Result(
            ruleId: finding.code,
            ruleIndex: rule,
            level: finding.severity.rawValue,
            message: Message(text: finding.message + (finding.hint.map { " (\($0))" } ?? "")),
            locations: [location(finding, addresses)]
        )
    }

    private static func location(_ finding: Diagnostic, _ addresses: FileAddress) -> Location {
        let region = finding.line.map { Region(startLine: $0, startColumn: finding.column ?? 1) }
        let (uri, isRelative) = addresses.address(of: finding.file)
        let artifact = ArtifactLocation(uri: uri, uriBaseId: isRelative ? baseID : nil)
        return Location(physicalLocation: PhysicalLocation(artifactLocation: artifact, region: region))
    }
}

extension CheckReport {
    /// The report as a SARIF 2.1.0 log.
    ///
    /// - Parameter base: the folder that the addresses of files below it are relative to: the root of what the code host
    ///   shows, or the checkout.
    /// - Parameter version: the program's.
    public func sarif(base: String, version: String) throws -> String {
        let addresses = FileAddress(base: base, currentFolder: FileManager.default.currentDirectoryPath)
        return try JSONText.encode(SarifLog(self, version: version, addresses: addresses))
    }
}
