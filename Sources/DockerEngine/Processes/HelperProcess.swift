import NIOCore
import NIOPosix

/// Runs a program that reads a little, writes a little and ends.
enum HelperProcess {
    struct Answer: Sendable {
        let status: Int?
        let output: [UInt8]
    }

    /// - Parameters:
    ///   - limit: of the output, in bytes.
    ///   - timeLimit: for all of it. A program that is not done by then is killed.
    /// - Returns: `nil` if there is no such program.
    static func run(
        _ command: [String],
        input: [UInt8],
        environment: [String: String],
        limit: Int,
        timeLimit: Duration
    ) async throws(EngineError) -> Answer? {
        let process: ChildProcess
        do {
            let started = try await NIOThreadPool.singleton.runIfActive {
                try ChildProcess.start(command, environment: environment)
            }
            guard let started else { return nil }
            process = started
        } catch {
            throw EngineError.exchange(error)
        }
        do {
            let output = try await converse(process, input, limit, timeLimit)
            guard !Task.isCancelled else { throw EngineError(.cancelled, "cancelled") }
            return Answer(status: await process.wait(killing: nil).status, output: output)
        } catch {
            _ = await process.wait(killing: 9)
            throw EngineError.exchange(error)
        }
    }

    private static func converse(
        _ process: ChildProcess,
        _ input: [UInt8],
        _ limit: Int,
        _ timeLimit: Duration
    ) async throws -> [UInt8] {
        let channel = try await NIOPipeBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .takingOwnershipOfDescriptors(input: process.output, output: process.input) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = TimeLimitHandler(idle: nil, total: timeLimit)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true)
                    )
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            // A program that does not read its input may still have an answer.
            try? await outbound.write(ByteBuffer(bytes: input))
            outbound.finish()
            var output: [UInt8] = []
            for try await buffer in inbound {
                output += buffer.readableBytesView
                guard output.count <= limit else {
                    throw EngineError(.outOfBounds, "a program wrote more than \(limit) bytes")
                }
            }
            return output
        }
    }
}
