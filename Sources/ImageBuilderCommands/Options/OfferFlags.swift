import ArgumentParser
import ManifestKit
import RebuildPipeline

/// What builds may ask for while they run.
struct OfferFlags: ParsableArguments {
    @Option(
        name: .customLong("secret"),
        help: ArgumentHelp(
            "A secret for RUN --mount=type=secret; may be repeated.",
            valueName: "id=name[,src=file|,env=variable]"
        ),
        transform: { text in
            do throws(BuildOfferError) { return try SecretSource(parsing: text) } catch {
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
            do throws(BuildOfferError) { return try AgentSource(parsing: text) } catch {
                throw ValidationError("\(error)")
            }
        }
    )
    var agents: [AgentSource] = []

    /// Reads them now, so that what is wrong is told before anything is done.
    func offers(_ environment: [String: String]) throws -> BuildOffers {
        for (flag, ids) in [("--secret", secrets.map(\.id)), ("--ssh", agents.map(\.id))] {
            let twice = Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
            if let id = twice.first { throw ValidationError("\(flag) gives '\(id)' twice") }
        }
        do throws(BuildOfferError) {
            return try BuildOffers(secrets: secrets, agents: agents, environment: environment)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
