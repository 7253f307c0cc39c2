import Foundation
import ImageRegistry
import NIOConcurrencyHelpers
import NIOHTTP1
import TestSupport
import Testing

/// Who is shown what: the challenges of registries, their token servers, and the lives of tokens.
@Suite("Logins and tokens", .timeLimit(.minutes(2)))
struct TokenTests {
    private typealias Registry = TestRegistry

    /// A registry whose tokens a server on another port gives out. Of scope and number of the token there is a trace in it.
    private static func run(
        login: RegistryLogin? = nil,
        scope: String? = nil,
        tokenAnswer: @escaping StubServer.Answers = { _, number in .json(#"{"token":"T\#(number)","expires_in":100}"#)
        },
        takes: @escaping @Sendable (_ authorization: String?, _ target: String) -> Bool = { header, _ in
            header?.hasPrefix("Bearer T") == true
        },
        _ body: @escaping @Sendable (RegistryClient, StubServer, _ tokens: StubServer, TestTime) async throws -> Void
    ) async throws {
        let text = Registry.image()
        try await StubServer.run(tokenAnswer) { tokens in
            let realm = #"Bearer realm="http://\#(tokens.address)/token",service="S""#
            try await StubServer.run { request, _ in
                let asked = request.path == "/v2/" ? "" : scope.map { #",scope="\#($0)""# } ?? ""
                guard request.path != "/v2/", takes(request.authorization, request.target) else {
                    return Registry.errors(401, "UNAUTHORIZED", headers: [("WWW-Authenticate", realm + asked)])
                }
                return Registry.answer(text)
            } _: { stub in
                let time = TestTime()
                let client = Registry.client(Registry.options(stub, time: time)) { key in
                    key == stub.address ? login : nil
                }
                try await Registry.with(client) { try await body($0, stub, tokens, time) }
            }
        }
    }

    @Test("Anonymous: one token for a repository, used until four fifths of its life are over")
    func anonymous() async throws {
        try await Self.run { client, stub, tokens, time in
            let reference = Registry.reference(stub)
            _ = try await client.head(reference)
            _ = try await client.head(reference.with(tag: "2"))
            time.advance(by: .seconds(79))
            _ = try await client.head(reference)
            #expect(tokens.lines == ["GET /token?service=S&scope=repository:lab/base:pull"])
            #expect(tokens.requests[0].authorization == nil)
            time.advance(by: .seconds(1))
            _ = try await client.head(reference)
            #expect(tokens.requests.count == 2)
            let shown = stub.requests.map { $0.authorization ?? "" }
            #expect(shown == ["", "Bearer T0", "Bearer T0", "Bearer T0", "Bearer T1"])
        }
    }

    @Test("A token that does not tell how long it lives lives a minute; access_token is one, too")
    func usualLife() async throws {
        let answer: StubServer.Answers = { _, number in .json(#"{"access_token":"T\#(number)"}"#) }
        try await Self.run(tokenAnswer: answer) { client, stub, tokens, time in
            for seconds in [0, 47, 1] {
                time.advance(by: .seconds(seconds))
                _ = try await client.head(Registry.reference(stub))
            }
            #expect(tokens.requests.count == 2)
        }
    }

    @Test("A password goes to the token server, never to the registry")
    func password() async throws {
        let login = RegistryLogin.password(username: "me", password: "s3cret")
        try await Self.run(login: login) { client, stub, tokens, _ in
            _ = try await client.head(Registry.reference(stub))
            #expect(tokens.lines == ["GET /token?service=S&scope=repository:lab/base:pull&account=me"])
            #expect(tokens.requests[0].authorization == "Basic bWU6czNjcmV0")
            #expect(stub.requests.map(\.authorization) == [nil, "Bearer T0"])
        }
    }

    @Test("A token that stands for a login goes in a form")
    func identityToken() async throws {
        try await Self.run(login: .identityToken("i d&")) { client, stub, tokens, _ in
            _ = try await client.head(Registry.reference(stub))
            #expect(tokens.lines == ["POST /token"])
            let form = "service=S&scope=repository:lab/base:pull&grant_type=refresh_token"
            #expect(tokens.requests[0].text == "\(form)&refresh_token=i%20d%26&client_id=imagebuilder")
            #expect(tokens.requests[0].headers["Content-Type"] == ["application/x-www-form-urlencoded"])
            #expect(tokens.requests[0].authorization == nil)
        }
    }

    @Test("A token for the registry itself is shown as it is, and no token server is asked")
    func registryToken() async throws {
        try await Self.run(login: .registryToken("T7")) { client, stub, tokens, _ in
            _ = try await client.head(Registry.reference(stub))
            #expect(tokens.requests.isEmpty)
            #expect(stub.requests.last?.authorization == "Bearer T7")
        }
    }

    @Test("A kept token that is refused is replaced once, for the very scope that is asked for")
    func refusedToken() async throws {
        let scope = "repository:lab/base:pull repository:other/x:pull"
        // The first token is good for one image only.
        let takes = { @Sendable (header: String?, target: String) in
            header == "Bearer T0" ? target.hasSuffix("/1") : header != nil
        }
        try await Self.run(scope: scope, takes: takes) { client, stub, tokens, _ in
            let reference = Registry.reference(stub)
            _ = try await client.head(reference)
            _ = try await client.head(reference.with(tag: "2"))
            #expect(
                tokens.lines == [
                    "GET /token?service=S&scope=repository:lab/base:pull",
                    "GET /token?service=S&scope=repository:lab/base:pull&scope=repository:other/x:pull",
                ]
            )
        }
    }

    private static let nothing: @Sendable (String?, String) -> Bool = { _, _ in false }

    @Test("A fresh token that is refused is the end: a login is missing, or is not enough", arguments: [true, false])
    func refusedFreshToken(hasLogin: Bool) async throws {
        let login = RegistryLogin.password(username: "me", password: "p")
        try await Self.run(login: hasLogin ? login : nil, takes: Self.nothing) { client, stub, tokens, _ in
            let error = try await failure { try await client.head(Registry.reference(stub)) }
            #expect(error.code == (hasLogin ? .denied : .unauthorized))
            #expect(error.hint?.hasSuffix("docker login \(stub.address)") == true)
            #expect(tokens.requests.count == 1)
            #expect(stub.requests.count == 2)
        }
    }

    @Test("Many images of one repository, asked for at once, ask for one token")
    func shared() async throws {
        try await Self.run { client, stub, tokens, _ in
            let reference = Registry.reference(stub)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<50 { group.addTask { _ = try await client.head(reference.with(tag: "t\(number)")) } }
                try await group.waitForAll()
            }
            #expect(tokens.requests.count == 1)
            #expect(stub.requests.count { $0.path == "/v2/" } == 1)
            #expect(stub.requests.count == 51)
        }
    }

    @Test("Tokens for many repositories are asked for twenty at a time")
    func prepared() async throws {
        try await Self.run { client, stub, tokens, _ in
            let references = (0..<45).map { Registry.reference(stub, "lab/r\($0)") }
            try await client.prepare(reading: references + references)
            #expect(tokens.requests.count == 3)
            for request in tokens.requests {
                #expect(request.target.components(separatedBy: "scope=").count - 1 <= 20)
            }
            for reference in references { _ = try await client.head(reference) }
            #expect(tokens.requests.count == 3)
        }
    }

    @Test("A token server's redirect is not followed, nor is its refusal taken for a missing image")
    func tokenServerAnswers() async throws {
        let cases: [(ServedAnswer, RegistryError.Code)] = [
            (.whole(307, headers: [("Location", "http://127.0.0.1:1/token")]), .malformed),
            (.json(404, #"{"details":"no"}"#), .denied), (.json(401, #"{"details":"incorrect password"}"#), .denied),
            (.json(403, "{}"), .denied), (.json("[]"), .malformed), (.json(#"{"token":""}"#), .malformed),
            (.json(#"{"token":"a\r\nX-Evil: 1"}"#), .malformed), (.json(#"{"token":"a b"}"#), .malformed),
            (.long(2 << 20), .malformed), (.json(503, "{}"), .failing(status: 503)),
        ]
        for (answer, code) in cases {
            let login = RegistryLogin.password(username: "me", password: "p")
            let answers: StubServer.Answers = { _, _ in answer }
            try await Self.run(login: login, tokenAnswer: answers) { client, stub, tokens, _ in
                let error = try await failure { try await client.head(Registry.reference(stub)) }
                #expect(error.code == code, "\(answer)")
                #expect(error.host == tokens.address)
                #expect(stub.requests.count == 1)
            }
        }
    }

    @Test("Basic: the password with each request; without one nothing more is sent")
    func basic() async throws {
        let text = Registry.image()
        let login = RegistryLogin.password(username: "me", password: "s3cret")
        for given in [login, .identityToken("x"), nil] {
            try await StubServer.run { request, _ in
                request.authorization == "Basic bWU6czNjcmV0"
                    ? Registry.answer(text) : .whole(401, headers: [("WWW-Authenticate", #"Basic realm="r""#)])
            } _: { stub in
                try await Registry.with(Registry.client(Registry.options(stub), login: { _ in given })) { client in
                    if given == login {
                        _ = try await client.head(Registry.reference(stub))
                        #expect(stub.requests.map(\.authorization) == [nil, "Basic bWU6czNjcmV0"])
                    } else {
                        let error = try await failure { try await client.head(Registry.reference(stub)) }
                        #expect(error.code == (given == nil ? .unauthorized : .denied))
                        #expect(stub.requests.allSatisfy { $0.authorization == nil })
                    }
                }
            }
        }
    }

    @Test("A registry that wants a login for some repositories only is shown none before, and what it wants is kept")
    func closedRepository() async throws {
        let asked = NIOLockedValueBox(0)
        try await StubServer.run { request, _ in
            request.path.hasPrefix("/v2/closed/") && request.authorization == nil
                ? .whole(401, headers: [("WWW-Authenticate", #"Basic realm="r""#)]) : Registry.answer(Registry.image())
        } _: { stub in
            let client = Registry.client(Registry.options(stub)) { _ in
                asked.withLockedValue { $0 += 1 }
                return .password(username: "me", password: "s3cret")
            }
            try await Registry.with(client) { client in
                _ = try await client.head(Registry.reference(stub, "open/base"))
                #expect(asked.withLockedValue { $0 } == 0)
                _ = try await client.head(Registry.reference(stub, "closed/base"))
                _ = try await client.head(Registry.reference(stub, "closed/base"))
                let header = "Basic bWU6czNjcmV0"
                #expect(stub.requests.map(\.authorization) == [nil, nil, nil, header, header])
                #expect(asked.withLockedValue { $0 } == 1)
            }
        }
    }

    @Test("A redirect is followed without what was shown, and who is behind it gets nothing when asking")
    func redirects() async throws {
        let blob = Array("content".utf8)
        let login = RegistryLogin.password(username: "me", password: "s3cret")
        try await StubServer.run { request, _ in
            request.path == "/open"
                ? .whole(200, body: blob)
                : .whole(401, headers: [("WWW-Authenticate", #"Basic realm="store""#)])
        } _: { store in
            try await StubServer.run { request, _ in
                guard request.authorization != nil else {
                    return .whole(401, headers: [("WWW-Authenticate", #"Basic realm="r""#)])
                }
                let place = request.path.contains("/lab/open/") ? "open" : "closed"
                return .whole(307, headers: [("Location", "http://\(store.address)/\(place)?signature=x")])
            } _: { stub in
                try await Registry.with(Registry.client(Registry.options(stub), login: { _ in login })) { client in
                    let digest = ContentDigest(of: blob)
                    let found = try await client.blob(digest, in: Registry.reference(stub, "lab/open"))
                    #expect(found == blob)
                    let error = try await failure { try await client.blob(digest, in: Registry.reference(stub)) }
                    #expect(error.code == .denied)
                    #expect(error.host == store.address)
                    #expect(!error.description.contains("signature"))
                    #expect(store.requests.map(\.authorization) == [nil, nil])
                }
            }
        }
    }

    @Test("What a server repeats of a credential is not in the error")
    func echoes() async throws {
        let login = RegistryLogin.password(username: "me", password: "s3cret")
        let answer: StubServer.Answers = { request, _ in
            .json(403, #"{"details":"\#(request.authorization ?? "") s3cret at https://u:p@h/x?token=abc"}"#)
        }
        try await Self.run(login: login, tokenAnswer: answer) { client, stub, _, _ in
            let error = try await failure { try await client.head(Registry.reference(stub)) }
            #expect(error.message == "*** *** at https://h/x")
        }
        var text = ""
        dump(login, to: &text)
        #expect(!"\(text)\(login)\(String(reflecting: login))".contains("s3cret"))
    }
}
