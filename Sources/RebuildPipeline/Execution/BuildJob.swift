import DockerEngine
import Foundation
import ImageGraph
import RebuildPlanning

/// One build on the engine, with its log: what goes in is made by whoever asks for it.
struct BuildJob: Sendable {
    /// What the engine is asked.
    struct Call: Sendable {
        let request: BuildRequest
        let contents: BuildContents
    }

    private let key: ImageKey
    private let name: String
    private let mask: SecretMask
    private let options: ExecutionOptions
    private let handler: @Sendable (PipelineEvent) -> Void
    private let dockerfile: String?

    /// - Parameter dockerfile: the file on disk that is built; nil: one that nobody wrote.
    init(
        _ image: PlannedImage,
        of dockerfile: String? = nil,
        mask: SecretMask,
        options: ExecutionOptions,
        handler: @escaping @Sendable (PipelineEvent) -> Void
    ) {
        key = image.key
        name = image.reference.familiarName
        self.dockerfile = dockerfile
        self.mask = mask
        self.options = options
        self.handler = handler
    }

    /// Opens the log, makes the call and carries it out. A log that cannot be written is told, and fails no build.
    ///
    /// - Parameter make: gets the time at which the build begins; what it throws stands in the log.
    func carryOut(
        on engine: DockerClient,
        _ make: (Date) async throws(StepFailure) -> Call
    ) async throws(StepFailure) -> ImageBuild.Built {
        let began = options.now()
        let log = openLog(at: began)
        do throws(StepFailure) {
            let call = try await make(began)
            let id = try await send(call, to: engine, BuildOutput(key, log: log, mask: mask, handler: handler))
            return ImageBuild.Built(id: id, log: closed(log), seconds: options.now().timeIntervalSince(began))
        } catch {
            log?.append("\n\(mask.masked(error.message))\n")
            throw StepFailure(error.step, mask.masked(error.message), log: closed(log) ?? log?.path, cause: error.cause)
        }
    }

    private func openLog(at date: Date) -> BuildLog? {
        guard let folder = options.logFolder else { return nil }
        do throws(BuildLog.Failure) {
            return try BuildLog(folder: folder, image: name, date: date)
        } catch {
            handler(.warning("\(key): \(error)"))
            return nil
        }
    }

    /// The path of a log that is whole.
    private func closed(_ log: BuildLog?) -> String? {
        guard let log else { return nil }
        do throws(BuildLog.Failure) {
            try log.close()
            return log.path
        } catch {
            handler(.warning("\(key): \(error)"))
            return nil
        }
    }

    private func send(_ call: Call, to engine: DockerClient, _ output: BuildOutput) async throws(StepFailure) -> String
    {
        let began = options.now()
        let (key, handler) = (key, handler)
        let result: Result<BuildResult, EngineError>
        do throws(EngineError) {
            result = .success(
                try await call.carryOut(on: engine) { record in
                    output.add(record)
                } onUpload: { bytes in
                    handler(.uploading(key, bytes: bytes))
                }
            )
        } catch {
            result = .failure(error)
        }
        output.end()
        switch result {
        case .success(let built): return built.imageID
        case .failure(let error) where error.code == .timedOut:
            let seconds = options.now().timeIntervalSince(began)
            let isTotal = call.request.timeLimit.map { .seconds(seconds) >= $0 } ?? false
            handler(.limitMet(key, isTotal ? .time : .silence))
            throw Self.failure(call.request, met: isTotal ? .time : .silence, lastLine: output.lastLine)
        case .failure(let error):
            output.fail(in: dockerfile)
            throw StepFailure(.build, error)
        }
    }

    /// Says which limit a build met, and what it was at.
    private static func failure(_ request: BuildRequest, met limit: PipelineEvent.Limit, lastLine: String)
        -> StepFailure
    {
        let what =
            switch limit {
            case .time: "ended after \(request.timeLimit?.components.seconds ?? 0) s, the limit of a build"
            case .silence:
                "ended after \(request.idleLimit?.components.seconds ?? 0) s without output, the limit of a build"
            }
        return StepFailure(.build, what + (lastLine.isEmpty ? "" : "; its last word was: \(lastLine)"))
    }
}

extension BuildJob.Call {
    fileprivate func carryOut(
        on engine: DockerClient,
        _ onRecord: @Sendable (BuildRecord) async throws -> Void,
        onUpload: @escaping @Sendable (Int64) -> Void
    ) async throws(EngineError) -> BuildResult {
        switch contents {
        case .offered(let context):
            return try await engine.build(request, offering: context, onRecord: onRecord, onUpload: onUpload)
        case .archive(let archive, let dockerfile):
            var request = request
            request.dockerfile = dockerfile
            return try await engine.build(request, context: archive, onRecord: onRecord, onUpload: onUpload)
        }
    }
}
