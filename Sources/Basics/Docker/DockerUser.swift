import Synchronization

/// What docker's command line knows of its user.
///
/// The file `config.json` in `DOCKER_CONFIG`, default `~/.docker`, is read at the first question that needs it, and once.
/// One that cannot be read or understood is warned of and taken for empty, as docker does.
package final class DockerUser: Sendable {
    /// Where docker's variables are looked up.
    package let environment: [String: String]
    /// Docker's configuration folder.
    package let folder: String
    private let report: @Sendable (String) -> Void
    private let loaded = Mutex<DockerConfigFile?>(nil)
    private let warnings = Mutex<Set<String>>([])

    /// - Parameter report: hears of what is passed over, of each thing once.
    package init(
        environment: [String: String],
        homeFolder: String,
        report: @escaping @Sendable (String) -> Void
    ) {
        self.environment = environment
        self.report = report
        folder = environment["DOCKER_CONFIG"].nonEmpty ?? PathText.join(homeFolder, ".docker")
    }

    /// The content of `config.json`; empty where it is not there, or cannot be used.
    package var file: DockerConfigFile {
        var problem: DockerConfigFile.Problem?
        let file = loaded.withLock { loaded in
            if let loaded { return loaded }
            var file = DockerConfigFile()
            do throws(DockerConfigFile.Problem) {
                file = try DockerConfigFile.load(folder: folder)
            } catch {
                problem = error
            }
            loaded = file
            return file
        }
        if let problem { warn("docker's configuration is not used: \(problem.message)") }
        return file
    }

    /// Tells of something that is passed over, the first time.
    package func warn(_ text: String) {
        let isNew = warnings.withLock { $0.insert(text).inserted }
        if isNew { report(text.singleLine) }
    }
}
