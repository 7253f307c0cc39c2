import DockerEngine
import Synchronization
import TestSupport
import Testing

@testable import RebuildPipeline

/// Which obsolete images go, on an engine that says what is asked for.
struct ImagePruneTests {
    private let old = "sha256:" + String(repeating: "1", count: 64)

    private var report: ActionsReport {
        var report = ActionsReport()
        report.obsolete = [.init(id: old, tags: ["lab/a:one", "lab/a:two"], base: "lab/a")]
        return report
    }

    /// An engine with one image under two tags, and containers.
    ///
    /// - Parameter containers: what the engine answers when it is asked for them the first time, and later.
    private func withEngine<Value: Sendable>(
        containers: [String],
        _ body: @Sendable (DockerClient, StubEngine) async throws -> Value
    ) async throws -> Value {
        let image = #"{"Id":"\#(old)","RepoTags":["lab/a:one","lab/a:two"]}"#
        return try await StubEngine.run { request, number in
            switch (request.method, request.path) {
            case ("GET", let path) where path.hasSuffix("/containers/json"):
                request.query["all"] == "1" ? .json(containers[min(number, containers.count - 1)]) : .json("[]")
            case ("GET", let path) where path.contains("/images/"): .json(image)
            case ("DELETE", _): .json(#"[{"Untagged":"x"}]"#)
            default: nil
            }
        } _: { client, stub in
            try await body(client, stub)
        }
    }

    private struct UserCase: Sendable {
        let answer: String
        let said: String
    }

    @Test("an image that a container uses stays whole, whether the container runs or not")
    func used() async throws {
        let digits = String(old.dropFirst("sha256:".count))
        let cases = [
            UserCase(
                answer: #"[{"Id":"c1","Names":["/web"],"ImageID":"\#(old)","State":"exited"}]"#,
                said: "the container web uses it (exited)"
            ),
            UserCase(
                answer: #"[{"Id":"c1","Names":null,"ImageID":"\#(digits)"}]"#,
                said: "the container c1 uses it"
            ),
        ]
        for test in cases {
            try await withEngine(containers: [test.answer]) { client, stub in
                let steps = try await ImagePrune(engine: client).steps(for: report)
                guard case .keep(old, let hindrance)? = steps.first else {
                    Issue.record("\(steps)")
                    return
                }
                #expect("\(hindrance)" == test.said)
                #expect(!stub.requests.contains { $0.method == "DELETE" })
            }
        }
    }

    @Test("a container that came after the question keeps the image whole, too")
    func usedMeanwhile() async throws {
        let user = #"[{"Id":"c1","Names":["/web"],"ImageID":"\#(old)","State":"created"}]"#
        try await withEngine(containers: ["[]", user]) { client, stub in
            let told = Told()
            let prune = ImagePrune(engine: client, handler: told.hear)
            let steps = try await prune.steps(for: report)
            let target = ImagePrune.Target(id: old, tags: ["lab/a:one", "lab/a:two"])
            #expect(steps == [.remove(target)])
            #expect(await prune.remove([target]) == 1)
            #expect(!stub.requests.contains { $0.method == "DELETE" })
            #expect(
                told.errors == ["the container web uses it (created); nothing of the image was changed"]
            )
        }
    }

    @Test("a container of another image keeps nothing")
    func usesAnother() async throws {
        let user = #"[{"Id":"c1","Names":["/web"],"ImageID":"sha256:2","State":"running"},{"Id":"c2"}]"#
        try await withEngine(containers: [user]) { client, stub in
            let prune = ImagePrune(engine: client)
            let target = ImagePrune.Target(id: old, tags: ["lab/a:one", "lab/a:two"])
            let steps = try await prune.steps(for: report)
            #expect(steps == [.remove(target)])
            #expect(await prune.remove([target]) == 0)
            #expect(stub.requests.count { $0.method == "DELETE" } == 2)
        }
    }

    @Test("a base that the same report names stays")
    func wantedBase() async throws {
        try await withEngine(containers: ["[]"]) { client, _ in
            var report = report
            report.external = [.init(id: old, tags: ["lab/a:one"], base: "lab/a")]
            let steps = try await ImagePrune(engine: client).steps(for: report)
            #expect(steps == [.keep(id: old, .wanted)])
        }
    }
}

private final class Told: Sendable {
    private let found = Mutex<[String]>([])

    var errors: [String] { found.withLock(\.self) }

    @Sendable func hear(_ event: PublishingEvent) {
        if case .notRemoved(_, let error) = event { found.withLock { $0.append(error.message) } }
    }
}
