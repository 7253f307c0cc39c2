import TestSupport
import Testing

@testable import DockerEngine

/// The proxies that docker gives to builds: https://docs.docker.com/engine/cli/proxy/
@Suite("Proxies of docker's configuration")
struct ProxyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let config: String
        var host: String?
        let expected: [String: String]

        init(_ description: String, _ config: String, host: String? = nil, _ expected: [String: String]) {
            testDescription = description
            self.config = config
            self.host = host
            self.expected = expected
        }
    }

    private static let socket = "unix:///var/run/docker.sock"
    private static let both = #"{"proxies":{"default":{"httpProxy":"http://d:1"},"HOST":{"httpProxy":"http://h:2"}}}"#

    private static func both(_ host: String) -> String { both.replacing("HOST", with: host) }
    private static func http(_ value: String) -> [String: String] { ["HTTP_PROXY": value, "http_proxy": value] }

    @Test(arguments: [
        Case("none", "{}", [:]),
        Case("null", #"{"proxies":null}"#, [:]),
        Case("a null entry", #"{"proxies":{"default":null}}"#, [:]),
        Case("an empty entry", #"{"proxies":{"default":{}}}"#, [:]),
        Case("an empty value", #"{"proxies":{"default":{"httpProxy":""}}}"#, [:]),
        Case(
            "each",
            #"""
            {"proxies":{"default":{"httpProxy":"a","httpsProxy":"b","noProxy":"c","ftpProxy":"d","allProxy":"e","x":"f"}}}
            """#,
            [
                "HTTP_PROXY": "a", "http_proxy": "a", "HTTPS_PROXY": "b", "https_proxy": "b", "NO_PROXY": "c",
                "no_proxy": "c", "FTP_PROXY": "d", "ftp_proxy": "d", "ALL_PROXY": "e", "all_proxy": "e",
            ]
        ),
        Case("of the default engine", both(socket), http("http://h:2")),
        Case("of another engine", both("tcp://other:2375"), http("http://d:1")),
        Case("of the named engine", both("tcp://other:2375"), host: "tcp://other:2375", http("http://h:2")),
        Case("of one with blanks around", both("tcp://other:2375"), host: " tcp://other:2375\n", http("http://h:2")),
        Case("of an engine by its default port", both("tcp://other"), host: "tcp://other", http("http://h:2")),
        Case(
            "an engine with an empty entry does not get the default proxies",
            #"{"proxies":{"default":{"httpProxy":"d"},"\#(socket)":{}}}"#,
            [:]
        ),
    ])
    func proxies(_ item: Case) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("config.json", item.config)
        var environment = ["DOCKER_CONFIG": folder.root]
        environment["DOCKER_HOST"] = item.host
        let configuration = DockerConfiguration(environment: environment)
        #expect(configuration.proxyArguments(for: try configuration.endpoint()) == item.expected)
    }
}
