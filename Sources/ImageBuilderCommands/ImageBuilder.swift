public import ArgumentParser

/// The program: its commands, the main job first.
public struct ImageBuilder: AsyncParsableCommand {
    public init() {}

    public static let configuration = CommandConfiguration(
        commandName: "imagebuilder",
        abstract: "Keep a deployment's Docker images consistent with the source tree on disk.",
        discussion: """
            Reads a tree of git repositories, the list of images and their Dockerfiles, asks git and the Docker Engine what is \
            there, and then keeps, relabels, pulls or builds each image, doing the least work that proves the images right.

            Exit status: 0 all as wanted; 1 something failed or was skipped; 2 'plan --detailed-exitcode' with work \
            to do; 64 wrong usage; 65 bad input files; 69 engine unreachable; 130 or 143 interrupted.
            """,
        version: Version.text,
        subcommands: [
            BuildCommand.self, PlanCommand.self, ExplainCommand.self, GraphCommand.self, CheckCommand.self,
            StaleCommand.self, LockCommand.self, InitCommand.self, AffectedCommand.self, InspectCommand.self,
            PushCommand.self, PromoteCommand.self, PruneCommand.self, DoctorCommand.self,
        ],
        defaultSubcommand: BuildCommand.self
    )
}
