import Foundation
import ImageRegistry
import NIOHTTP1
import TestSupport
import Testing

@Suite("Tags and referrers", .timeLimit(.minutes(2)))
struct ListTests {
    private typealias Registry = TestRegistry

    @Test("Tags come from all pages, sorted, each once; what is no tag is left out")
    func tags() async throws {
        try await StubServer.run { request, _ in
            switch request.target {
            case "/v2/": .json("{}")
            case "/v2/lab/base/tags/list?n=1000":
                .json(
                    200,
                    #"{"name":"lab/base","tags":["b","a","B"]}"#,
                    headers: [("Link", #"</v2/lab/base/tags/list?last=b&n=3>; rel="next""#)]
                )
            case "/v2/lab/base/tags/list?last=b&n=3":
                .json(
                    200,
                    #"{"tags":["c","a","a/b",""]}"#,
                    headers: [("Link", "<?last=c>;rel=next, </x>; rel=\"prev\"")]
                )
            default: .json(#"{"name":"lab/base","tags":null}"#)
            }
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let tags = try await client.tags(of: Registry.reference(stub))
                #expect(tags == ["B", "a", "b", "c"])
            }
            #expect(stub.lines.last == "GET /v2/lab/base/tags/list?last=c")
        }
    }

    @Test(
        "Lists without an end, elsewhere and unreadable",
        arguments: [
            (#"</v2/lab/base/tags/list?n=1000>; rel="next""#, #"{"tags":[]}"#),
            (#"<http://other.example/v2/lab/base/tags/list>; rel="next""#, #"{"tags":[]}"#), ("", "[]"),
        ]
    )
    func badLists(_ link: String, _ body: String) async throws {
        try await StubServer.run { request, _ in
            request.path == "/v2/" ? .json("{}") : .json(200, body, headers: [("Link", link)])
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let error = try await failure { try await client.tags(of: Registry.reference(stub)) }
                #expect(error.code == .malformed)
            }
            #expect(stub.requests.count == 2)
        }
    }

    private static let image = ContentDigest(of: [1])
    private static let index = """
        {"schemaVersion":2,"mediaType":"\(TestRegistry.index)","manifests":[\
        {"mediaType":"\(TestRegistry.manifest)","digest":"\(ContentDigest(of: [2]))","size":2,"artifactType":"a/b",\
        "annotations":{"k":"v"}},\
        {"mediaType":"\(TestRegistry.manifest)","digest":"\(ContentDigest(of: [3]))","size":3,"artifactType":"c/d"}]}
        """

    @Test("Referrers come from the registry, else from the tag that stands for them", arguments: [true, false])
    func referrers(isKnown: Bool) async throws {
        let tag = "sha256-\(Self.image.hexadecimal)"
        try await StubServer.run { request, _ in
            switch request.path {
            case "/v2/": .json("{}")
            case "/v2/lab/base/referrers/\(Self.image)" where isKnown: .json(200, Self.index, type: Registry.index)
            case "/v2/lab/base/manifests/\(tag)": Registry.answer(Self.index, type: Registry.index)
            default: .whole(404, headers: [("Content-Type", "text/plain")], body: Array("404 page not found".utf8))
            }
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let reference = Registry.reference(stub).with(Self.image)
                let all = try await client.referrers(of: reference)
                #expect(all.map(\.digest) == [ContentDigest(of: [2]), ContentDigest(of: [3])])
                #expect(all[0].annotations == ["k": "v"])
                let some = try await client.referrers(of: reference, artifactType: "c/d")
                #expect(some.map(\.size) == [3])
                let byTag = try await failure { try await client.referrers(of: Registry.reference(stub)) }
                #expect(byTag.code == .invalid)
            }
        }
    }

    @Test("Without either there are none")
    func none() async throws {
        try await StubServer.run { request, _ in
            request.path == "/v2/" ? .json("{}") : Registry.errors(404, "MANIFEST_UNKNOWN")
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let found = try await client.referrers(of: Registry.reference(stub).with(Self.image))
                #expect(found == [])
            }
        }
    }
}
