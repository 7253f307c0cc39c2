/// Names of Docker Hub.
package enum DockerHub {
    /// As it begins an image's name.
    package static let name = "docker.io"
    /// Where its interface is.
    package static let interface = "registry-1.docker.io"
    /// Docker's key for its credentials.
    package static let credentialsKey = "https://index.docker.io/v1/"
    /// What an image's name may begin with, sorted.
    package static let names = [name, "index.docker.io", interface]

    /// The registry of an image's name, `host[:port]`; ``name`` for Docker Hub, however it is written.
    package static func registry(ofRepository repository: String) -> String {
        let first = String(repository.prefix { $0 != "/" })
        let isRegistry = first.contains(".") || first.contains(":") || first == "localhost"
        return repository.contains("/") && isRegistry && !names.contains(first) ? first : name
    }
}
