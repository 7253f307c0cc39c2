import DockerEngine
import Foundation

/// Turns the records of a build into text for its log: whole lines, so that the output of steps that run at the same time does not mix
/// within them.
struct BuildText {
    /// What has no line end by then is given out as it is.
    private static let lineLimit = 64 << 10

    /// The beginnings of lines, by BuildKit's step; the classic builder has one at a time.
    private var begun: [String: [UInt8]] = [:]

    /// What is complete with this record; empty for records that say nothing to people.
    mutating func add(_ record: BuildRecord) -> String {
        switch record {
        case .stream(let text): take(Array(text.utf8), of: "")
        case .status(let progress) where progress.current == nil: Self.line(progress)
        case .status, .aux: ""
        case .trace(let trace): text(of: trace)
        }
    }

    /// What is left at the end, its lines ended.
    mutating func end() -> String {
        let rest = begun.sorted { $0.key < $1.key }.map { String(decoding: $0.value, as: UTF8.self) + "\n" }
        begun = [:]
        return rest.joined()
    }

    private mutating func take(_ bytes: [UInt8], of step: String) -> String {
        var line = begun.removeValue(forKey: step) ?? []
        line += bytes
        // A bar of progress ends its lines with a carriage return only.
        let isEnd: (UInt8) -> Bool = { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        let end = line.lastIndex(where: isEnd).map { $0 + 1 } ?? (line.count > Self.lineLimit ? line.count : 0)
        if end < line.count { begun[step] = Array(line[end...]) }
        return String(decoding: line[..<end], as: UTF8.self)
    }

    private mutating func text(of trace: BuildTrace) -> String {
        var text = trace.vertices.compactMap(Self.start).joined()
        for log in trace.logs { text += take(log.message, of: log.vertex) }
        for vertex in trace.vertices where vertex.completed != nil {
            if let rest = begun.removeValue(forKey: vertex.digest) {
                text += String(decoding: rest, as: UTF8.self) + "\n"
            }
        }
        text += trace.vertices.compactMap(Self.end).joined()
        return text + trace.warnings.map(Self.whole).joined()
    }

    /// All that BuildKit says with a warning.
    private static func whole(_ warning: BuildTrace.VertexWarning) -> String {
        let more = warning.detail + (warning.url.isEmpty ? [] : [warning.url])
        return (["WARNING \(warning.short)"] + more.map { "  \($0)" }).joined(separator: "\n") + "\n"
    }

    private static func start(_ vertex: BuildTrace.Vertex) -> String? {
        if vertex.isCached { return "CACHED \(vertex.name)\n" }
        return vertex.started != nil && vertex.completed == nil ? vertex.name + "\n" : nil
    }

    private static func end(_ vertex: BuildTrace.Vertex) -> String? {
        if let error = vertex.error, !error.isEmpty { return "ERROR \(vertex.name): \(error)\n" }
        guard !vertex.isCached, let started = vertex.started, let completed = vertex.completed else { return nil }
        return "DONE \(String(format: "%.1f", Double(completed - started) / 1e9)) s \(vertex.name)\n"
    }

    private static func line(_ progress: TransferProgress) -> String {
        (progress.id.map { $0 + ": " } ?? "") + progress.status + "\n"
    }
}
