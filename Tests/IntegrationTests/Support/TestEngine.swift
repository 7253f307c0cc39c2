import DockerEngine
import Foundation
import Logging
import Testing

/// The engine and registry that `scripts/engine` starts. `eval "$(scripts/engine env)"` makes them known.
enum TestEngine {
    /// That of the tests, without the user's own cache.
    static let environment = ProcessInfo.processInfo.environment.merging(["IMAGEBUILDER_CACHE": ""]) { $1 }
    static let isThere = environment["DOCKER_HOST"] != nil && environment["IMAGEBUILDER_TEST_REGISTRY"] != nil

    /// Under CI a test without an engine must fail, so it is not skipped there.
    static let isThereOrRequired = isThere || environment["CI"] == "true"
    /// Likewise for tests that need the built program alone.
    static let hasProgramOrNeedsIt = environment["IMAGEBUILDER_TEST_BINARY"] != nil || environment["CI"] == "true"
    static let comment: Comment = "no engine: scripts/engine start; eval \"$(scripts/engine env)\""

    static let registry = environment["IMAGEBUILDER_TEST_REGISTRY"] ?? ""
    static let base = "\(registry)/lab/base:1"

    static func client() throws -> DockerClient {
        try #require(isThere, comment)
        let logger = Logger(label: "test")
        let endpoint = try DockerConfiguration(
            environment: environment,
            homeFolder: NSTemporaryDirectory(),
            logger: logger
        ).endpoint()
        return DockerClient(endpoint: endpoint, environment: environment, logger: logger)
    }
}
