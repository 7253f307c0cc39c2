import Foundation
import Yams

/// Where the actions report lies on disk. Each write replaces the file as a whole or not at all.
public struct ActionsFile: Sendable {
    public let path: String

    public init(path: String) {
        self.path = path
    }

    /// The report as YAML, as the file holds it.
    public static func yaml(_ report: ActionsReport) throws(PipelineError) -> String {
        let encoder = YAMLEncoder()
        encoder.options.sortKeys = true
        encoder.options.allowUnicode = true
        encoder.options.width = -1
        do {
            return try encoder.encode(report)
        } catch {
            throw .output(path: "the actions report", message: "cannot be written as YAML: \(error)")
        }
    }

    /// Writes the report: to a new file in the same folder, then over the old one.
    ///
    /// - Throws: `PipelineError.output` with the path; the old file is then as it was.
    public func write(_ report: ActionsReport) throws(PipelineError) {
        try AtomicFile.write(Self.yaml(report), to: path)
    }

    /// Reads a report back.
    public func read() throws(PipelineError) -> ActionsReport {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .output(path: path, message: "cannot be read")
        }
        do {
            return try YAMLDecoder().decode(ActionsReport.self, from: data)
        } catch {
            throw .output(path: path, message: "is no actions file: \(error)")
        }
    }
}
