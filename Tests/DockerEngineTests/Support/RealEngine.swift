import DockerEngine
import Foundation
import Logging
import Testing

/// The engine and the registries that `scripts/engine` starts. `eval "$(scripts/engine env)"` makes them known.
enum RealEngine {
    static let environment = ProcessInfo.processInfo.environment
    static let isThere = environment["DOCKER_HOST"] != nil && environment["IMAGEBUILDER_TEST_REGISTRY"] != nil
    static let isRequired = environment["CI"] == "true"
    static let comment: Comment = "no engine: scripts/engine start; eval \"$(scripts/engine env)\""

    static let registry = environment["IMAGEBUILDER_TEST_REGISTRY"] ?? ""
    static let authRegistry = environment["IMAGEBUILDER_TEST_AUTH_REGISTRY"] ?? ""
    static let base = "\(registry)/lab/base:1"

    static func client() throws -> DockerClient {
        DockerClient(
            endpoint: try DockerConfiguration(environment: environment).endpoint(),
            environment: environment,
            logger: Logger(label: "test")
        )
    }

    static var credentials: RegistryAuthorization {
        RegistryAuthorization(username: user, password: password, serverAddress: authRegistry)
    }

    static let user = environment["IMAGEBUILDER_TEST_AUTH_USER"] ?? ""
    static let password = environment["IMAGEBUILDER_TEST_AUTH_PASSWORD"] ?? ""

    /// A name that no other test, and no earlier run, has.
    static func name(_ purpose: String) -> String {
        "imagebuilder-test/\(purpose)-\(UInt32.random(in: 0 ... .max))"
    }

    static func context(_ dockerfile: String, _ more: TarEntry...) -> ContextArchive {
        ContextArchive(entries: [.file("Dockerfile", contents: Array(dockerfile.utf8))] + more)
    }
}

/// Gathers what a stream of records says.
actor Records<Element: Sendable> {
    private(set) var all: [Element] = []

    func append(_ element: Element) { all.append(element) }
}

func engineError(_ act: () async throws -> Void) async -> EngineError? {
    do {
        try await act()
        return nil
    } catch {
        return error as? EngineError
    }
}
