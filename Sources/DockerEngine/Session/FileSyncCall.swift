import Basics
import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import SwiftProtobuf

/// Tells BuildKit of the Dockerfile or of the context, and sends the files that it asks for.
struct FileSyncCall: Sendable {
    let context: OfferedContext
    let faults: SessionFaults
    let onUpload: (@Sendable (Int64) -> Void)?
    /// The call's stream. Its async writer takes pieces faster than they leave (see `Upload`).
    let channel: any Channel

    /// Of what is on its way at once.
    private static let pieceSize = 256 << 10

    /// Runs until BuildKit has all that it wants.
    ///
    /// - Returns: what is wrong, which BuildKit was told; `nil` if all went well.
    func run(_ head: HPACKHeaders, _ input: inout SessionInput) async throws -> GRPCStatus? {
        let listing = try listing(FileSyncQuestion(head))
        let questions = FileQuestions(limit: listing.entries.count)
        async let answered = answer(listing, questions)
        await Self.listen(&input, questions)
        return try await answered
    }

    private func listing(_ question: FileSyncQuestion) throws(GRPCStatus) -> FileSyncListing {
        switch question.folder {
        case "dockerfile": return FileSyncListing(context.instructions)
        case "context": return FileSyncListing(context, question.selection)
        default: throw GRPCStatus(.notFound, "nothing named '\(question.folder.singleLine)' is offered to this build")
        }
    }

    // MARK: What BuildKit says

    /// Hands on what is asked for until BuildKit is done, fails, or its stream ends.
    ///
    /// What it asks for has to be read while the list is still being sent: either side may wait for the other to read.
    private static func listen(_ input: inout SessionInput, _ questions: FileQuestions) async {
        do {
            while true {
                guard let message = try await input.message() else { throw CancellationError() }
                let packet = try WireFilePacket(asked: message)
                switch packet.kind {
                case .request: try questions.add(Int(packet.id))
                case .finish: return questions.end()
                // It tells the build why.
                case .error: throw CancellationError()
                default: throw EngineError(.protocolViolation, "the builder sent a packet that it may not send")
                }
            }
        } catch {
            questions.end(error)
        }
    }

    // MARK: What we say

    private func answer(
        _ listing: FileSyncListing,
        _ questions: FileQuestions
    ) async throws -> GRPCStatus? {
        try await write(.headers(.init(headers: SessionCall.answerHead))).get()
        var sender = FileSyncSender(listing)
        do {
            try await send(&sender)
            for try await _ in questions.news {
                try sender.ask(questions.take())
                try await send(&sender)
            }
            try await write(FileSyncSender.end()).get()
            return nil
        } catch let error as EngineError {
            faults.note(error)
            try await write(FileSyncSender.failure(error)).get()
            return GRPCStatus(.aborted, error.message)
        }
    }

    /// Sends all that is ready to be said, one piece on its way while the next is read.
    private func send(_ sender: inout FileSyncSender) async throws {
        var underWay: EventLoopFuture<Void>?
        do {
            while sender.isReady {
                let piece = try await Self.piece(&sender)
                try await underWay?.get()
                onUpload?(sender.sentBytes)
                underWay = write(piece)
            }
            try await underWay?.get()
        } catch {
            sender.close()
            throw error
        }
    }

    /// The next piece, read on a thread that may block.
    private static func piece(_ sender: inout FileSyncSender) async throws -> ByteBuffer {
        let current = sender
        // Until this returns, `sender` stays what it was: cancelled, the work has not run, and the file is still ours.
        let step = try await NIOThreadPool.singleton.runIfActive {
            () -> (FileSyncSender, Result<ByteBuffer, EngineError>) in
            var sender = current
            var buffer = ByteBufferAllocator().buffer(capacity: pieceSize + FileSyncSender.pieceSize)
            do throws(EngineError) {
                try sender.fill(&buffer, upTo: pieceSize)
                return (sender, .success(buffer))
            } catch {
                sender.close()
                return (sender, .failure(error))
            }
        }
        sender = step.0
        return try step.1.get()
    }

    private func write(_ frames: ByteBuffer) -> EventLoopFuture<Void> {
        write(.data(.init(data: .byteBuffer(frames))))
    }

    private func write(_ payload: HTTP2Frame.FramePayload) -> EventLoopFuture<Void> { channel.writeAndFlush(payload) }
}
