import NIOHTTP1
import TestSupport
import Testing

@testable import ImageRegistry

/// What servers send may be anything. Every reader comes to an end with it, and what it lets through can do no harm.
@Suite("Readers and noise", .timeLimit(.minutes(5)))
struct NoiseTests {
    private static let rounds = 400

    /// Calls `check` with texts that are made from `seeds` by changing some characters.
    private static func each(_ seeds: [String], seed: UInt64, _ check: (String) throws -> Void) rethrows {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("\"\\,;=<>:/?#@[]{}%& \r\n\t\0aZ09.-_*é\u{202e}\u{1f600}")
        for _ in 0..<rounds {
            var text = Array(random.pick(seeds))
            for _ in 0...random.below(6) {
                let position = random.below(text.count + 1)
                switch random.below(4) {
                case 0: text.insert(random.pick(alphabet), at: position)
                case 1 where position < text.count: text.remove(at: position)
                case 2 where position < text.count: text[position] = random.pick(alphabet)
                default: text += text.suffix(text.count - position).prefix(20)
                }
            }
            try check(String(text))
        }
    }

    @Test("Addresses hold nothing that could end a line or name another host", arguments: [1, 2] as [UInt64])
    func addresses(seed: UInt64) {
        let base = WebAddress(isTLS: true, authority: "h.example:5000", target: "/v2/a/b?c=d")
        let seeds = [
            "https://u:p@h.example:5000/v2/a?b=c#d", "/v2/lab/base/tags/list?last=b", "//h/x", "?a=b", "../c",
            "http://[::1]:5000/",
        ]
        Self.each(seeds, seed: seed) { text in
            guard let address = WebAddress(text, relativeTo: base) else { return }
            #expect(address.text.utf8.allSatisfy { (0x21...0x7e).contains($0) }, "\(text.debugDescription)")
            #expect(RegistryHost.isWellFormed(address.authority), "\(text.debugDescription)")
            #expect(WebAddress(address.text) == address, "\(text.debugDescription)")
            #expect(!address.description.contains("?"))
        }
    }

    @Test("Messages are one line of bounded length", arguments: [3, 4] as [UInt64])
    func messages(seed: UInt64) {
        let long = String(repeating: "x https://u:p@h/?q ", count: 50)
        Self.each(["see https://u:s3cret@h/x?token=s3cret", "a\u{1b}[31mb", long], seed: seed) { text in
            let message = SafeMessage.text(text, without: ["s3cret"])
            #expect(message.count <= 301)
            #expect(!message.contains("s3cret"))
            #expect(!message.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f || $0.value == 0x202e })
        }
    }

    @Test("Challenges", arguments: [5, 6] as [UInt64])
    func challenges(seed: UInt64) {
        let seeds = [
            #"Bearer realm="https://a/t",service="S",scope="x:y:pull""#, #"Basic realm="a, b", Bearer realm=c"#,
        ]
        Self.each(seeds, seed: seed) { text in
            for challenge in AuthenticationChallenge.all(in: [text]) {
                #expect(!challenge.scheme.isEmpty)
                #expect(challenge.scheme == challenge.scheme.lowercased())
            }
        }
    }

    @Test("Manifests, configurations and failures", arguments: [7, 8] as [UInt64])
    func bodies(seed: UInt64) {
        let seeds = [
            TestRegistry.image(), TestRegistry.configuration(),
            #"{"schemaVersion":2,"manifests":[{"digest":"\#(ContentDigest(of: []))","size":1,"mediaType":"x"}]}"#,
            #"{"errors":[{"code":"DENIED","message":"no","detail":null}]}"#,
        ]
        let reference = RegistryReference(registry: "h", repository: "a", tag: "1")
        Self.each(seeds, seed: seed) { text in
            let bytes = Array(text.utf8)
            if let manifest = try? RegistryManifest(bytes: bytes, mediaType: nil, reference: reference) {
                #expect(manifest.digest == ContentDigest(of: bytes))
                if case .index = manifest.content { #expect(manifest.mediaType.isIndex) }
            }
            if let configuration = try? ImageConfiguration(bytes: bytes, digest: ContentDigest(of: bytes)) {
                #expect(!configuration.platform.os.isEmpty)
            }
            if let said = RegistryErrorBody(bytes) { #expect(SafeMessage.text(said.text).count <= 301) }
        }
    }

    @Test("Pages of lists stay on their server", arguments: [9, 10] as [UInt64])
    func pages(seed: UInt64) {
        let reference = RegistryReference(registry: "h", repository: "a", tag: "1")
        let seeds = [
            #"</v2/a/tags/list?last=b>; rel="next""#, "<https://h.example/x>;rel=next, <y>; rel=prev",
            "<//o/x>; rel=next",
        ]
        Self.each(seeds, seed: seed) { text in
            let answer = ExchangeAnswer(
                method: .GET,
                address: WebAddress(isTLS: true, authority: "h.example", target: "/v2/a/tags/list"),
                status: .ok,
                headers: ["Link": text],
                body: [],
                secrets: []
            )
            let target = try? PageLink.next(after: answer, about: reference)
            if let target { #expect(target.hasPrefix("/"), "\(text.debugDescription)") }
        }
    }
}
