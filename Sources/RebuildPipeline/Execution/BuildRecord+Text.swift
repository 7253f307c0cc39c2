import DockerEngine

extension BuildRecord {
    /// What belongs into the build's log, as it came; nil for records that say nothing to people.
    var logText: String? {
        switch self {
        case .stream(let text): text
        case .status(let progress) where progress.current == nil: Self.line(progress)
        case .status, .aux: nil
        case .trace(let trace): trace.logs.isEmpty && trace.vertices.isEmpty ? nil : Self.text(trace)
        }
    }

    private static func line(_ progress: PullProgress) -> String {
        (progress.id.map { $0 + ": " } ?? "") + progress.status + "\n"
    }

    private static func text(_ trace: BuildTrace) -> String? {
        let steps = trace.vertices.compactMap { vertex -> String? in
            if let error = vertex.error, !error.isEmpty { return "ERROR \(vertex.name): \(error)\n" }
            if vertex.isCached { return "CACHED \(vertex.name)\n" }
            return vertex.started != nil && vertex.completed == nil ? vertex.name + "\n" : nil
        }
        let logs = trace.logs.map { String(decoding: $0.message, as: UTF8.self) }
        let text = (steps + logs).joined()
        return text.isEmpty ? nil : text
    }
}
