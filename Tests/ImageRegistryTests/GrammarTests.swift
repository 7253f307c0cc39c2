import AsyncHTTPClient
import NIOHTTP1
import Testing

@testable import ImageRegistry

/// What is read from texts, as tables.
struct GrammarTests {
    private static func digest(_ algorithm: String, _ digit: String, _ count: Int) -> String {
        "\(algorithm):\(String(repeating: digit, count: count))"
    }

    @Test(
        "Digests",
        arguments: [
            (digest("sha256", "a", 64), true), (digest("sha512", "0", 128), true), (digest("sha256", "A", 64), false),
            (digest("sha256", "a", 63), false), (digest("sha512", "a", 64), false), (digest("md5", "a", 32), false),
            (digest("sha256", "g", 64), false), (digest("sha256", "\u{ff41}", 64), false), ("sha256", false),
            ("", false),
        ]
    )
    func digests(_ text: String, _ isDigest: Bool) {
        #expect((ContentDigest(text) != nil) == isDigest)
        if isDigest { #expect(ContentDigest(text)?.description == text) }
    }

    // FIPS 180-4's example "abc".
    @Test("Digests of bytes")
    func hashes() {
        let short = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let long =
            "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        #expect(ContentDigest(of: Array("abc".utf8)).description == short)
        #expect(ContentDigest(of: Array("abc".utf8), by: .sha512).description == long)
    }

    private static let challengeRows: [([String], [String])] = [
        (
            [#"Bearer realm="https://a/t",service="S",scope="x:y:pull,push""#],
            ["bearer realm=https://a/t scope=x:y:pull,push service=S"]
        ),
        ([#"Basic realm="a, b", Bearer realm=c"#], ["basic realm=a, b", "bearer realm=c"]),
        ([#"Bearer realm="a\"b\\c""#, "Negotiate"], [#"bearer realm=a"b\c"#, "negotiate"]),
        ([#"BEARER Realm = "a" , Service = s"#], ["bearer realm=a service=s"]),
        (["Bearer"], ["bearer"]), ([""], []), ([",,"], []),
        ([#"Bearer realm="never ends"#], ["bearer realm=never ends"]),
        ([#"Bearer realm="a",realm="b""#], ["bearer realm=a"]),
    ]

    @Test(
        "Challenges (RFC 9110, 11.6.1)",
        arguments: challengeRows
    )
    func challenges(_ headers: [String], _ expected: [String]) {
        let found = AuthenticationChallenge.all(in: headers).map { challenge in
            ([challenge.scheme] + challenge.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
                .joined(separator: " ")
        }
        #expect(found == expected)
    }

    private static let hosts: [(String, HostSecurity)] = [
        ("docker.io", HostSecurity.trusted), ("localhost", .insecure), ("localhost:5000", .insecure),
        ("LOCALHOST:5000", .insecure), ("127.9.0.1:5000", .insecure), ("[::1]:5000", .insecure),
        ("128.0.0.1", .trusted), ("localhost.example", .trusted), ("10.1.2.3:5000", .insecure),
        ("11.1.2.3", .trusted), ("[fd00::5]", .insecure), ("[fe00::5]", .trusted), ("reg.example", .insecure),
        ("reg.example:5000", .insecure), ("port.example:5000", .insecure), ("port.example:5001", .trusted),
        ("plain.example:80", .plain), ("plain.example", .trusted), ("[::ffff:127.0.0.1]:5000", .insecure),
    ]

    @Test(
        "How much a host has to prove",
        arguments: hosts
    )
    func security(_ authority: String, _ expected: HostSecurity) {
        let options = RegistryOptions(
            insecureRegistries: ["10.0.0.0/8", "fd00::/8", "reg.example", "port.example:5000"],
            plainRegistries: ["plain.example:80"]
        )
        #expect(HostSecurity(of: authority, options: options) == expected)
    }

    private static let ranged: [(String, String, Bool)] = [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false),
        ("10.1.128.0/17", "10.1.127.255", false),
        ("10.1.128.0/17", "10.1.128.0", true), ("0.0.0.0/0", "8.8.8.8", true), ("fc00::/7", "fdff::1", true),
        ("fc00::/7", "fe00::1", false), ("1.2.3.4/32", "1.2.3.4", true), ("10.0.0.0/8", "fc00::1", false),
    ]

    @Test(
        "Ranges of addresses",
        arguments: ranged
    )
    func ranges(_ range: String, _ address: String, _ isIn: Bool) throws {
        #expect(try #require(AddressRange(range)).contains(try #require(IPAddress(address))) == isIn)
    }

    @Test("No ranges", arguments: ["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "x/8", "10.0.0.0/-1", "/8", "fc00::/129"])
    func noRanges(_ text: String) { #expect(AddressRange(text) == nil) }

    private static let proxied: [(String, String, String?)] = [
        ("https://reg.example/v2/", "", "secure.example:3128"), ("http://reg.example/v2/", "", "plain.example:80"),
        ("https://reg.example/", "*", nil), ("https://reg.example/", "example", nil),
        ("https://reg.example/", ".example", nil),
        ("https://reg.example/", "reg.example", nil),
        ("https://reg.example/", ".reg.example", "secure.example:3128"),
        ("https://reg.example/", "*.example", nil), ("https://reg.example/", "g.example", "secure.example:3128"),
        ("https://reg.example:5000/", "reg.example:5000", nil),
        ("https://reg.example:5001/", "reg.example:5000", "secure.example:3128"),
        ("https://reg.example/", "other.example, reg.example:443", nil), ("https://10.1.2.3/", "10.0.0.0/8", nil),
        ("https://11.1.2.3/", "10.0.0.0/8", "secure.example:3128"), ("https://10.1.2.3/", "10.1.2.3", nil),
        ("https://[fd00::1]/", "fd00::1", nil), ("https://localhost:5000/", "", nil),
        ("https://127.0.0.1/", "", nil),
        ("https://[::1]/", "", nil),
    ]

    @Test(
        "Which hosts are reached through a proxy (golang.org/x/net/http/httpproxy)",
        arguments: proxied
    )
    func proxies(_ address: String, _ excluded: String, _ expected: String?) throws {
        let settings = ProxySettings(environment: [
            "https_proxy": "http://u:p@secure.example:3128", "HTTP_PROXY": "plain.example", "NO_PROXY": excluded,
        ])
        let proxy = try settings.proxy(for: try #require(WebAddress(address)))
        #expect(proxy.map { "\($0.host):\($0.port)" } == expected)
        if expected == "secure.example:3128" { #expect(proxy?.authorization?.headerValue == "Basic dTpw") }
    }

    @Test("Proxies that cannot be used", arguments: ["https://p.example", "http://", "ftp://p.example"])
    func noProxies(_ text: String) throws {
        let settings = ProxySettings(environment: ["HTTPS_PROXY": text])
        let address = try #require(WebAddress("https://reg.example/"))
        #expect(throws: RegistryError.self) { try settings.proxy(for: address) }
    }

    private static let addressRows: [(String, String?)] = [
        ("https://H.Example/x?y=z#f", "https://h.example/x?y=z"), ("http://u:p@h:5000", "http://h:5000/"),
        ("/d", "http://h:1/d"),
        ("e?f", "http://h:1/a/e?f"), ("?g", "http://h:1/a/b?g"), ("//i/j", "http://i/j"), ("ftp://h/x", nil),
        ("http://", nil), ("mailto:x@y", nil), ("http://[::1]:5000/x", "http://[::1]:5000/x"),
        ("http://h:99999/", nil),
    ]

    @Test(
        "Addresses, and those relative to http://h:1/a/b?c",
        arguments: addressRows
    )
    func addresses(_ text: String, _ expected: String?) {
        let base = WebAddress(isTLS: false, authority: "h:1", target: "/a/b?c")
        #expect(WebAddress(text, relativeTo: base)?.text == expected)
    }

    @Test(
        "Words of strangers",
        arguments: [
            ("at https://u:p@h/x?token=y", "at https://h/x"), ("(http://u@h/a#b)", "(http://h/a)"),
            ("\"https://h/?q=1\": no", "\"https://h/\": no"), ("a\r\n b\tc", "a b c"), ("a:b@c", "a:b@c"),
        ]
    )
    func messages(_ said: String, _ expected: String) { #expect(SafeMessage.text(said) == expected) }
}
