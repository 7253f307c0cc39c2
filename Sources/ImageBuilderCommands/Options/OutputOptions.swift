import ArgumentParser

extension ColourChoice: ExpressibleByArgument {}

/// How much is said.
struct OutputOptions: ParsableArguments {
    @Flag(
        name: [.customShort("v"), .customLong("verbosity"), .customLong("verbose")],
        help: "Say more; -vv says everything, the output of builds included."
    )
    var verbosity: Int

    @Flag(name: .shortAndLong, help: "Say nothing but errors and the result.")
    var quiet = false

    @Option(
        name: .customLong("color"),
        help: "Whether results have colours; auto: on a terminal, unless NO_COLOR is set."
    )
    var colour = ColourChoice.auto

    @Flag(
        name: .customLong("no-config"),
        help:
            "Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more."
    )
    var noConfig = false

    var level: Verbosity {
        if quiet { return .quiet }
        return switch verbosity {
        case 0: .normal
        case 1: .info
        default: .debug
        }
    }
}
