import ArgumentParser
import Basics
import DockerEngine
import Foundation
import GitProbe
import ImageRegistry
import RebuildPipeline
import RebuildPlanning

/// Looks at everything that can be wrong outside of the files.
struct DoctorCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at everything outside of the files that a run needs, and say each remedy.",
        discussion: """
            Git and whether it reads the checkouts; the engine, its builder and its clock; room on the disk; credential helpers; \
            and for each image of the list whether its registry lets this user read it. What is wrong within the files, 'check' tells.

            Exit status: 0 no problem; 1 a problem.
            """
    )

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    @Option(help: "How the findings are shown.")
    var format = Format.text

    @Flag(name: .customLong("no-engine"), help: "Look at no engine.")
    var noEngine = false

    @Flag(help: "Ask also whether what can be built may be pushed: an upload is begun, and taken back.")
    var push = false

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let check = HealthCheck(subjects(session), inputs: input.workspaceOptions) {
                Int64(Date().timeIntervalSince1970)
            }
            let findings = await check.run()
            try Task.checkCancellation()
            switch format {
            case .text: session.console.out(lines: HealthTable(findings).text)
            case .json: session.console.out(lines: try JSONText.encode(findings))
            }
            if findings.contains(where: { $0.state == .problem }) { throw ExitCode(1) }
        }
    }

    private func subjects(_ session: Session) -> HealthCheck.Subjects {
        let git = Result { () throws(GitProbeError) in try GitProbe.locate(environment: session.environment) }
        var engine: Result<DockerClient, EngineError>?
        if !noEngine {
            engine = Result { () throws(EngineError) in
                do throws(PipelineError) {
                    return try session.engine()
                } catch {
                    if case .engine(let failure) = error { throw failure }
                    throw EngineError(.badConfiguration, "\(error)")
                }
            }
        }
        var registry = RegistryOptions()
        registry.environment = session.environment
        var folders = [(purpose: "the current folder", path: FileManager.default.currentDirectoryPath)]
        if let records = session.records { folders.append((purpose: "records", path: records.folder)) }
        folders.append((purpose: "temporary files", path: session.environment["TMPDIR"] ?? "/tmp"))
        var subjects = HealthCheck.Subjects(
            git: git,
            engine: engine,
            credentials: session.credentials,
            registry: registry,
            folders: folders
        )
        subjects.asksForWriting = push
        return subjects
    }
}
