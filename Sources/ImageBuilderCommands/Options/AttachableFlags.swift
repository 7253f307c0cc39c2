import ArgumentParser
import ManifestKit
import RebuildPipeline

/// The attachables of builds: what they may ask for while they run.
struct AttachableFlags: ParsableArguments {
    @Option(
        name: .customLong("secret"),
        help: ArgumentHelp(
            "A secret for RUN --mount=type=secret; may be repeated.",
            valueName: "id=name[,src=file|,env=variable]"
        ),
        transform: { text in
            do throws(BuildAttachableError) { return try SecretSource(parsing: text) } catch {
                throw ValidationError("\(error)")
            }
        }
    )
    var secrets: [SecretSource] = []

    @Option(
        name: .customLong("ssh"),
        help: ArgumentHelp(
            "An ssh agent for RUN --mount=type=ssh; may be repeated.",
            valueName: "default|name[=socket]"
        ),
        transform: { text in
            do throws(BuildAttachableError) { return try AgentSource(parsing: text) } catch {
                throw ValidationError("\(error)")
            }
        }
    )
    var agents: [AgentSource] = []

    /// Reads them now, so that what is wrong is told before anything is done.
    func attachables(_ environment: [String: String]) throws -> BuildAttachables {
        for (flag, ids) in [("--secret", secrets.map(\.id)), ("--ssh", agents.map(\.id))] {
            let twice = Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
            if let id = twice.first { throw ValidationError("\(flag) gives '\(id)' twice") }
        }
        do throws(BuildAttachableError) {
            return try BuildAttachables(secrets: secrets, agents: agents, environment: environment)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
