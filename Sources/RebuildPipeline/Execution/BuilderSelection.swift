import DockerEngine
import ImageGraph
import RebuildPlanning

/// Which of an engine's builders a Dockerfile goes to: the one that was chosen, else BuildKit where it can do what is asked.
struct BuilderSelection: Sendable {
    let choice: BuilderChoice
    let engine: DockerClient

    /// - Throws: a failure that names the line, where the builder cannot carry the Dockerfile out. Better said here than
    ///   found out in the middle of the build.
    func builder(for recipe: BuildRecipe) async throws(StepFailure) -> BuildRequest.Builder {
        let version: EngineVersion
        do throws(EngineError) {
            version = try await engine.version()
        } catch {
            throw StepFailure(.build, error)
        }
        do throws(Refusal) {
            return try Self.builder(choice, recipe.resolved, version)
        } catch {
            throw StepFailure(.build, "\(recipe.dockerfilePath):\(error.line): \(error.message)")
        }
    }

    /// The builder for what any of them can do.
    func preferred() async throws(StepFailure) -> BuildRequest.Builder {
        switch choice {
        case .buildkit: return .buildKit
        case .classic: return .classic
        case .auto:
            do throws(EngineError) {
                return try await engine.version().hasBuildKit ? .buildKit : .classic
            } catch {
                throw StepFailure(.build, error)
            }
        }
    }

    /// Why no builder will do.
    struct Refusal: Error, Hashable {
        let line: Int
        let message: String
    }

    /// The choice itself, without an engine. A frontend that the Dockerfile names may be newer than the engine's own.
    static func builder(
        _ choice: BuilderChoice,
        _ dockerfile: ResolvedDockerfile,
        _ version: EngineVersion
    ) throws(Refusal) -> BuildRequest.Builder {
        let need = dockerfile.requiresBuildKit.first
        let trigger = dockerfile.frontend != nil || version.takesFilesInTriggers ? nil : dockerfile.triggeredSourceLine
        let hasBuildKit = choice == .buildkit || choice == .auto && version.hasBuildKit
        if hasBuildKit, trigger == nil { return .buildKit }
        if choice != .buildkit, need == nil { return .classic }
        if !hasBuildKit, let need {
            throw Refusal(line: need.line, message: "'\(need.text)' needs BuildKit, which is not used here")
        }
        let older =
            "the BuildKit of this engine (\(version.version)) takes no files from stages or images for an ONBUILD"
        let way = need.map { "and the classic builder does not know '\($0.text)'" } ?? "but the classic builder does"
        throw Refusal(
            line: trigger ?? 1,
            message: "\(older), \(way); Docker 28 does, or a newer frontend by '# syntax=docker/dockerfile:1'"
        )
    }
}
