import Foundation
import TestSupport
import Testing

/// What docker's configuration gives to builds.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct ProxyTests {
    private let config =
        #"{"proxies": {"default": {"httpProxy": "http://h.example:1", "httpsProxy": "http://proxy.example:3128", "noProxy": "localhost"}}}"#

    @Test("a build gets the proxies as docker gives them, an argument of the entry wins, and no digest holds them")
    func proxies() async throws {
        let system = try await SampleSystem(#function)
        try system.write("docker/config.json", config)
        try system.write(
            "services/net/Dockerfile",
            """
            FROM \(TestEngine.base)
            ENV RUN=\(system.prefix)
            RUN test "$http_proxy" = http://own.example:1 && test "$no_proxy" = localhost && \\
                test "$https_proxy" = http://proxy.example:3128

            """
        )
        try system.writeList(
            pullOnly: [],
            more: """
                  - name: \(system.prefix)/net
                    repo: services
                    path: net
                    build_args: {http_proxy: "http://own.example:1"}

                """
        )
        try system.write("wanted.yml", "docker_image_whitelist: [\"\(system.prefix)/net\"]\n")
        let behind = ["DOCKER_CONFIG": system.root.appending(path: "docker").path]
        let built = try await system.tool(["-r", ".", "-f", "wanted.yml"], with: behind)
        #expect(built.status == 0, "\(built.error)")
        let plan = try await system.tool(["plan", "-r", ".", "-f", "wanted.yml", "--detailed-exitcode"], with: [:])
        #expect(plan.status == 0, "without a proxy nothing is to be built: \(plan.out)")
    }
}
