public import ArgumentParser
public import RebuildPlanning

extension PlanOptions.Identity: ExpressibleByArgument {}
extension PlanOptions.StaleBase: ExpressibleByArgument {}
extension PlanOptions.PullPolicy: ExpressibleByArgument {}
extension PlanOptions.RegistryAccess: ExpressibleByArgument {}
extension PlanOptions.RegistryErrors: ExpressibleByArgument {}

/// How decisions are made: the same for every command that makes them.
struct DecisionOptions: ParsableArguments {
    @Flag(
        name: [.customShort("b"), .customLong("build")],
        help: "Build every buildable image, without cache, instead of pulling it."
    )
    var build = false

    @Flag(
        name: [.customShort("p"), .customLong("pull")],
        help: "Only pull: an image that would have to be built fails. The same as --pull-policy required."
    )
    var pull = false

    @Option(
        name: .customLong("pull-policy"),
        help: "missing: pull what the engine lacks, else build it; never: build it; required: pull it or fail."
    )
    var pullPolicy: PlanOptions.PullPolicy?

    @Flag(help: "Ask no registry for anything: build what is missing. The same as --pull-policy never.")
    var offline = false

    @Option(
        help: """
            Who asks registries what they hold, before anything is decided: direct: this program, or the engine where a \
            registry cannot be reached from here; engine: the engine; off: nobody, so only a pull finds out. (default: \
            direct; off with --no-engine)
            """
    )
    var registry: PlanOptions.RegistryAccess?

    @Option(
        name: .customLong("registry-errors"),
        help: "What follows for an image that could be built when its registry answers and gives nothing."
    )
    var registryErrors = PlanOptions.RegistryErrors.fail

    @Option(help: "What proves a present image right: its content's digest, or its commit labels alone.")
    var identity = PlanOptions.Identity.content

    @Option(name: .customLong("stale-base"), help: "What follows when an external base image has moved.")
    var staleBase = PlanOptions.StaleBase.warn

    @OptionGroup var git: GitOptions

    func validate() throws {
        if build, pull {
            throw ValidationError("--build and --pull exclude each other: one builds everything, the other nothing")
        }
        let policies = [pullPolicy, pull ? .required : nil, offline ? .never : nil].compactMap(\.self)
        guard Set(policies).count <= 1 else {
            throw ValidationError("--pull, --offline and --pull-policy exclude each other")
        }
        if offline, let registry, registry != .off {
            throw ValidationError("--offline and --registry \(registry.rawValue) exclude each other")
        }
        if build, policies.first == .required {
            throw ValidationError("--build and --pull-policy required exclude each other")
        }
    }

    /// - Parameter asksEngine: whether an engine is asked, without which registries are asked only where that is said.
    func planOptions(asksEngine: Bool = true) -> PlanOptions {
        var options = PlanOptions()
        options.buildAll = build
        options.identity = identity
        options.staleBase = staleBase
        options.pullPolicy = pullPolicy ?? (pull ? .required : offline ? .never : .missing)
        options.registryAccess = registry ?? (asksEngine ? .direct : .off)
        options.registryErrors = registryErrors
        return options
    }
}
