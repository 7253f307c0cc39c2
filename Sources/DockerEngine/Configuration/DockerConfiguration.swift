import Basics
public import Logging
import NIOConcurrencyHelpers

/// What docker's command line knows of its user: which engine to talk to, and what `docker login` left.
///
/// The file `config.json` in `DOCKER_CONFIG`, default `~/.docker`, is read at the first question that needs it, and once.
/// One that cannot be read or understood is warned of and taken for empty, as docker does.
public struct DockerConfiguration: Sendable {
    let environment: [String: String]
    /// Docker's configuration folder.
    let folder: String
    private let logger: Logger
    private let loaded = NIOLockedValueBox<DockerConfigFile?>(nil)
    private let warnings = NIOLockedValueBox<Set<String>>([])

    /// The configuration of a user.
    ///
    /// - Parameters:
    ///   - environment: where docker's variables are looked up, and what credential helpers see.
    ///   - homeFolder: the user's.
    ///   - logger: hears, at `warning`, of what is passed over; of each thing once. Default: nobody hears it.
    public init(
        environment: [String: String],
        homeFolder: String,
        logger: Logger = Logger(label: "DockerEngine") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.environment = environment
        self.logger = logger
        folder = environment["DOCKER_CONFIG"].nonEmpty ?? PathText.join(homeFolder, ".docker")
    }

    /// The credentials that `docker login` left.
    ///
    /// - Parameter helperTimeLimit: for one answer of a credential helper. Default: 30 seconds.
    public func credentials(helperTimeLimit: Duration = .seconds(30)) -> RegistryCredentials {
        RegistryCredentials(configuration: self, helperTimeLimit: helperTimeLimit)
    }

    /// The content of `config.json`; empty where it is not there, or cannot be used.
    var file: DockerConfigFile {
        let (file, problem) = loaded.withLockedValue { loaded -> (DockerConfigFile, EngineError?) in
            if let loaded { return (loaded, nil) }
            do throws(EngineError) {
                let file = try DockerConfigFile.load(folder: folder)
                loaded = file
                return (file, nil)
            } catch {
                loaded = DockerConfigFile()
                return (DockerConfigFile(), error)
            }
        }
        if let problem { warn("docker's configuration is not used: \(problem.message)") }
        return file
    }

    /// Tells of something that is passed over, the first time.
    func warn(_ text: String) {
        let isNew = warnings.withLockedValue { $0.insert(text).inserted }
        if isNew { logger.warning("\(text.singleLine)") }
    }
}

extension String? {
    /// `nil` for an empty text too, as docker treats its environment variables.
    var nonEmpty: String? { flatMap { $0.isEmpty ? nil : $0 } }
}
