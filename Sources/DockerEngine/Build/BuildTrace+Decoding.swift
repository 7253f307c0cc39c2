import SwiftProtobuf

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension BuildTrace {
    /// Reads a `StatusResponse` of BuildKit's control API
    /// (https://github.com/moby/buildkit/blob/master/api/services/control/control.proto). Unknown fields are left out.
    init(base64 text: String) throws(EngineError) {
        guard let data = Data(base64Encoded: text) else { throw Self.malformed }
        try self.init(protobuf: data)
    }

    init(protobuf bytes: Data) throws(EngineError) {
        let message: WireStatusResponse
        do {
            message = try WireStatusResponse(serializedBytes: bytes)
        } catch {
            throw Self.malformed
        }
        self.init()
        vertices = message.vertexes.map(Vertex.init)
        statuses = message.statuses.map(VertexStatus.init)
        logs = message.logs.map(VertexLog.init)
        warnings = message.warnings.map(VertexWarning.init)
    }

    private static var malformed: EngineError {
        EngineError(.protocolViolation, "a trace of the build cannot be read")
    }
}

extension BuildTrace.Vertex {
    fileprivate init(_ message: WireVertex) {
        self.init()
        digest = message.digest.text
        inputs = message.inputs.map(\.text)
        name = message.name.text
        isCached = message.cached
        started = message.hasStarted ? message.started.nanoseconds : nil
        completed = message.hasCompleted ? message.completed.nanoseconds : nil
        error = message.error.isEmpty ? nil : message.error.text
    }
}

extension BuildTrace.VertexStatus {
    fileprivate init(_ message: WireVertexStatus) {
        self.init()
        id = message.id.text
        vertex = message.vertex.text
        name = message.name.text
        current = message.current
        total = message.total
        started = message.hasStarted ? message.started.nanoseconds : nil
        completed = message.hasCompleted ? message.completed.nanoseconds : nil
    }
}

extension BuildTrace.VertexLog {
    fileprivate init(_ message: WireVertexLog) {
        self.init()
        vertex = message.vertex.text
        timestamp = message.hasTimestamp ? message.timestamp.nanoseconds : nil
        stream = Int(clamping: message.stream)
        self.message = Array(message.msg)
    }
}

extension BuildTrace.VertexWarning {
    fileprivate init(_ message: WireVertexWarning) {
        self.init()
        vertex = message.vertex.text
        level = message.level
        short = message.short.text
        detail = message.detail.map(\.text)
        url = message.url.text
    }
}

extension Data {
    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}

extension Google_Protobuf_Timestamp {
    /// Since 1970; `nil` beyond what an `Int64` can express.
    fileprivate var nanoseconds: BuildTrace.Nanoseconds? {
        let (product, tooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, stillTooLarge) = product.addingReportingOverflow(Int64(nanos))
        return tooLarge || stillTooLarge ? nil : sum
    }
}
