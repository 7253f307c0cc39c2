import Foundation
import ManifestKit

/// A plan on disk, with all that it takes to make it again: `plan --out` writes it, `build --plan` carries it out.
public struct StoredPlan: Sendable, Hashable, Codable {
    /// Where the inputs lie, by absolute paths.
    public let inputs: WorkspaceOptions
    public let plan: RebuildPlan

    public init(inputs: WorkspaceOptions, plan: RebuildPlan) {
        self.inputs = inputs.absolute
        self.plan = plan
    }

    /// The most bytes that are read. A plan of 2,000 images has some 5 MiB.
    private static let sizeLimit = 1 << 30

    /// Reads a file that `write(to:)` wrote.
    ///
    /// - Throws: `PipelineError.inputs` for a file that is missing, is no plan, or has a form that this program does not
    ///   know.
    public static func read(_ path: String) throws(PipelineError) -> StoredPlan {
        let data: Data
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            guard size <= sizeLimit else { throw refusal(path, "has \(size) bytes, which no plan has") }
            data = try Data(contentsOf: URL(filePath: path))
        } catch let error as PipelineError {
            throw error
        } catch {
            throw refusal(path, "cannot be read", "make it with 'imagebuilder plan --out \(path)'")
        }
        let decoder = JSONDecoder()
        let form = try? decoder.decode(Form.self, from: data)
        if let format = form?.plan.format, format != RebuildPlan.currentFormat {
            throw refusal(
                path,
                "is a plan of format \(format); this imagebuilder knows format \(RebuildPlan.currentFormat)",
                "make it anew with 'imagebuilder plan --out'"
            )
        }
        do {
            return try decoder.decode(StoredPlan.self, from: data)
        } catch {
            throw refusal(path, "is no plan", "make one with 'imagebuilder plan --out'")
        }
    }

    /// Writes the plan as JSON, keys sorted.
    public func write(to path: String) throws(PipelineError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do throws(any Error) {
            try AtomicFile.write(Array(try encoder.encode(self)) + [UInt8(ascii: "\n")], to: path)
        } catch {
            throw error as? PipelineError ?? .output(path: path, message: "\(error)")
        }
    }

    /// As much as every format has.
    private struct Form: Decodable {
        struct Plan: Decodable {
            let format: Int
        }
        let plan: Plan
    }

    private static func refusal(_ path: String, _ message: String, _ hint: String? = nil) -> PipelineError {
        .inputs(InputError([Diagnostic(severity: .error, code: "plan", file: path, message: message, hint: hint)]))
    }
}
