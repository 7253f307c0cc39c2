import DockerEngine
import Foundation

/// Follows the records of one build, to know in the end which step failed and what that step said last.
struct FailedStep {
    /// The last bytes of each step that are kept: more than ``BuildFailure/toldLines`` lines of any reasonable length.
    private static let keptBytes = 16 << 10

    private var names: [String: String] = [:]
    private var tails: [String: [UInt8]] = [:]
    /// The step of BuildKit that failed by itself, and not because another one did.
    private var failed: String?

    /// The classic builder has one step at a time, which is the last one that it named.
    private static let classic = ""

    mutating func add(_ record: BuildRecord) {
        switch record {
        case .stream(let text): addClassic(text)
        case .status, .aux: break
        case .trace(let trace):
            for vertex in trace.vertices {
                names[vertex.digest] = vertex.name
                if failed == nil, let error = vertex.error, !error.isEmpty, !error.contains("context canceled") {
                    failed = vertex.digest
                }
            }
            for log in trace.logs { append(log.message, to: log.vertex) }
        }
    }

    /// The step as the builder calls it; nil where none was begun, or none failed.
    var name: String? { names[failed ?? Self.classic] }

    /// What the step itself wrote last, without the builder's own words.
    var output: [String] {
        let bytes = tails[failed ?? Self.classic] ?? []
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
        return lines.filter { !Self.isNoise($0) }.suffix(BuildFailure.toldLines).map(\.self)
    }

    private mutating func addClassic(_ text: String) {
        if text.hasPrefix("Step "), text.contains(" : ") {
            names[Self.classic] = text.trimmingCharacters(in: .whitespacesAndNewlines)
            tails[Self.classic] = []
        } else {
            append(Array(text.utf8), to: Self.classic)
        }
    }

    private mutating func append(_ bytes: [UInt8], to step: String) {
        var tail = tails.removeValue(forKey: step) ?? []
        tail += bytes
        if tail.count > 2 * Self.keptBytes { tail.removeFirst(tail.count - Self.keptBytes) }
        tails[step] = tail
    }

    /// What the classic builder says beside the output of steps.
    private static func isNoise(_ line: String) -> Bool {
        let beginnings = [" ---> ", "Removing intermediate container ", "Sending build context ", "[Warning] "]
        return beginnings.contains { line.hasPrefix($0) } || line.allSatisfy(\.isWhitespace)
    }
}
