package import Basics
public import Logging

/// What docker's command line knows of its user that concerns the engine: which one to talk to, and the proxies of builds. What
/// `docker login` left is ImageRegistry's `RegistryCredentials`.
///
/// The file `config.json` in `DOCKER_CONFIG`, default `~/.docker`, is read at the first question that needs it, and once.
/// One that cannot be read or understood is warned of and taken for empty, as docker does.
public struct DockerConfiguration: Sendable {
    /// Who else reads the same file takes it from here.
    package let user: DockerUser

    var environment: [String: String] { user.environment }
    /// Docker's configuration folder.
    var folder: String { user.folder }
    /// The content of `config.json`; empty where it is not there, or cannot be used.
    var file: DockerConfigFile { user.file }

    /// The configuration of a user.
    ///
    /// - Parameters:
    ///   - environment: where docker's variables are looked up.
    ///   - homeFolder: the user's.
    ///   - logger: hears, at `warning`, of what is passed over; of each thing once. Default: nobody hears it.
    public init(
        environment: [String: String],
        homeFolder: String,
        logger: Logger = Logger(label: "DockerEngine") { _ in SwiftLogNoOpLogHandler() }
    ) {
        user = DockerUser(environment: environment, homeFolder: homeFolder) { logger.warning("\($0)") }
    }
}
