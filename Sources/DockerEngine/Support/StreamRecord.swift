import Basics
import NIOCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One line of a stream of a pull, a push or a build. Every field may be missing or null.
struct StreamRecord: Decodable {
    struct ProgressDetail: Decodable {
        var current: Int64?
        var total: Int64?
    }

    struct ErrorDetail: Decodable {
        var code: Int?
        var message: String?
    }

    /// An object for most records; a text, base64, for a BuildKit trace.
    enum Aux {
        case text(String)
        case object(imageID: String?, digest: String?)
    }

    var stream: String?
    var status: String?
    var id: String?
    var progress: String?
    var progressDetail: ProgressDetail?
    var aux: Aux?
    var error: String?
    var errorDetail: ErrorDetail?

    private enum CodingKeys: String, CodingKey {
        case stream, status, id, progress, progressDetail, aux, error, errorDetail
    }

    private struct AuxObject: Decodable {
        var id: String?
        var digest: String?

        private enum CodingKeys: String, CodingKey {
            case id = "ID"
            case digest = "Digest"
        }
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        stream = try fields.decodeIfPresent(String.self, forKey: .stream)
        status = try fields.decodeIfPresent(String.self, forKey: .status)
        id = try fields.decodeIfPresent(String.self, forKey: .id)
        error = try fields.decodeIfPresent(String.self, forKey: .error)
        // Decoration, in shapes that differ between engines: what does not read is left out.
        progress = try? fields.decodeIfPresent(String.self, forKey: .progress)
        progressDetail = try? fields.decodeIfPresent(ProgressDetail.self, forKey: .progressDetail)
        errorDetail = try? fields.decodeIfPresent(ErrorDetail.self, forKey: .errorDetail)
        if let text = try? fields.decodeIfPresent(String.self, forKey: .aux) {
            aux = .text(text)
        } else if let object = try? fields.decodeIfPresent(AuxObject.self, forKey: .aux) {
            aux = .object(imageID: object.id, digest: object.digest)
        }
    }

    /// What the engine says went wrong, if this record says so.
    var failure: (message: String, code: Int?)? {
        guard error != nil || errorDetail != nil else { return nil }
        let message = errorDetail?.message.nonEmpty ?? error.nonEmpty ?? "the engine gave no reason"
        return (message, errorDetail?.code)
    }
}

extension ResponseBody {
    /// Reads a stream of records, one JSON object a line, until its end.
    ///
    /// A JSON value may nest 512 levels; the decoder refuses more.
    /// - Throws: `.protocolViolation` for a line that is no such object, `.outOfBounds` for one beyond
    ///   `LineSplitter.limit`, `.disconnected` if the stream ends within a record; and what `act` throws.
    mutating func forEachRecord(_ act: (StreamRecord) async throws(EngineError) -> Void) async throws(EngineError) {
        var lines = LineSplitter()
        let decoder = JSONDecoder()
        while let buffer = try await next() {
            lines.append(buffer)
            while let line = try lines.next() { try await Self.decode(line, decoder, act) }
        }
        // Nothing requires a line end after the last record.
        try await Self.decode(lines.rest, decoder, act)
    }

    private static func decode(
        _ line: ByteBufferView,
        _ decoder: JSONDecoder,
        _ act: (StreamRecord) async throws(EngineError) -> Void
    ) async throws(EngineError) {
        guard line.contains(where: { $0 > 0x20 }) else { return }
        let record: StreamRecord
        do {
            record = try decoder.decode(StreamRecord.self, from: Data(line))
        } catch {
            let start = String(decoding: line.prefix(80), as: UTF8.self).singleLine
            throw EngineError(.protocolViolation, "a record of the engine's answer is no JSON object: '\(start)'")
        }
        try await act(record)
    }
}
