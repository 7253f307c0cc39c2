import ArgumentParser

/// How `inspect` shows what was read.
enum InspectFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json
}

/// Shows inputs as they are read.
struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show an input as it is read: the tree, a manifest, Dockerfiles, a build context, image references.",
        subcommands: [
            InspectTreeCommand.self, InspectManifestCommand.self, InspectDockerfileCommand.self,
            InspectContextCommand.self,
            InspectReferenceCommand.self,
        ]
    )
}
