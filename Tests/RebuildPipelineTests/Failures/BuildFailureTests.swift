import DockerEngine
import Foundation
import ImageGraph
import TestSupport
import Testing

@testable import RebuildPipeline

/// Where a build failed: from a builder's words to a line of the Dockerfile.
struct BuildFailureTests {
    private static let file = """
        # syntax=docker/dockerfile:1
        ARG BASE=alpine
        FROM $BASE AS build
        ENV A=1
        WORKDIR /src
        RUN make \\
            && make test
        COPY a b
        FROM build
        RUN second
        FROM scratch
        COPY --from=build a b
        """

    struct Case: Sendable {
        let step: String
        let line: Int?
    }

    @Test(
        "a step is an instruction: BuildKit counts what makes layers of a stage, the classic builder everything",
        arguments: [
            Case(step: "[build 1/4] FROM docker.io/library/alpine", line: 3),
            Case(step: "[build 2/4] WORKDIR /src", line: 5),
            Case(step: "[build 3/4] RUN make     && make test", line: 6),
            Case(step: "[linux/arm64 build 4/4] COPY a b", line: 8),
            // A stage on a stage has no base of its own to count.
            Case(step: "[stage-1 1/1] RUN second", line: 10),
            Case(step: "[stage-2 1/1] COPY --from=build a b", line: 12),
            Case(step: "Step 1/10 : ARG BASE=alpine", line: 2),
            Case(step: "Step 5/10 : RUN make     && make test", line: 6),
            // Labels of the request are a step behind the file's.
            Case(step: "Step 11/11 : LABEL a=b", line: nil),
            // Another keyword than stands there: the count is not ours.
            Case(step: "[build 3/4] COPY a b", line: nil),
            Case(step: "[internal] load metadata for docker.io/library/alpine", line: nil),
            Case(step: "[gone 1/1] RUN make", line: nil), Case(step: "exporting layers", line: nil),
        ]
    )
    func places(_ item: Case) throws {
        let dockerfile = try Dockerfile.parse(Array(Self.file.utf8), file: "Dockerfile")
        #expect(StepPlace(dockerfile).instruction(of: item.step)?.line == item.line)
    }

    @Test("a file with one stage: BuildKit leaves its name out")
    func oneStage() throws {
        let dockerfile = try Dockerfile.parse(Array("FROM alpine\nRUN a\nRUN b\n".utf8), file: "Dockerfile")
        #expect(StepPlace(dockerfile).instruction(of: "[3/3] RUN b")?.line == 3)
    }

    private func vertex(_ digest: String, _ name: String, error: String? = nil) -> BuildTrace.Vertex {
        var vertex = BuildTrace.Vertex()
        (vertex.digest, vertex.name, vertex.error) = (digest, name, error)
        return vertex
    }

    private func log(_ digest: String, _ text: String) -> BuildTrace.VertexLog {
        var log = BuildTrace.VertexLog()
        (log.vertex, log.message) = (digest, Array(text.utf8))
        return log
    }

    @Test("of steps that run at the same time, what the failed one said is told, and not that another was cancelled")
    func buildKit() {
        var step = FailedStep()
        var trace = BuildTrace()
        trace.vertices = [vertex("a", "[2/3] RUN slow"), vertex("b", "[3/3] RUN bad")]
        trace.logs = [log("a", "slow says\n"), log("b", "bad "), log("b", "says\n\n")]
        step.add(.trace(trace))
        #expect(step.name == nil)
        var end = BuildTrace()
        end.vertices = [
            vertex("a", "[2/3] RUN slow", error: "process: context canceled"),
            vertex("b", "[3/3] RUN bad", error: "exit 3"),
        ]
        step.add(.trace(end))
        #expect(step.name == "[3/3] RUN bad")
        #expect(step.output == ["bad says"])
    }

    @Test("the classic builder's own words are left out, and what earlier steps said")
    func classic() {
        var step = FailedStep()
        let records = [
            "Step 1/2 : RUN one\n", " ---> Running in 1\n", "one says\n", "Step 2/2 : RUN two\n",
            " ---> Running in 2\n",
            "two ", "says\n", "Removing intermediate container 2\n",
        ]
        for text in records { step.add(.stream(text)) }
        #expect(step.name == "Step 2/2 : RUN two")
        #expect(step.output == ["two says"])
    }

    @Test("a step that says much is told by its last lines")
    func long() {
        var step = FailedStep()
        step.add(.stream("Step 1/1 : RUN loud\n"))
        for number in 0..<20_000 { step.add(.stream("line \(number)\n")) }
        #expect(step.output == (19_980..<20_000).map { "line \($0)" })
    }

    @Test("the excerpt has the instruction and what stands around it; secrets are masked")
    func excerpt() async throws {
        try await withTemporaryFolder { folder in
            try folder.write("Dockerfile", Self.file)
            var step = FailedStep()
            step.add(.stream("Step 5/10 : RUN make     && make test\n"))
            step.add(.stream("token hunter2\n"))
            let path = folder.path("Dockerfile")
            let failure = try #require(BuildFailure(step, in: path) { $0.replacing("hunter2", with: "***") })
            #expect(failure.line == 6)
            #expect(failure.excerpt.map(\.number) == [4, 5, 6, 7, 8, 9])
            #expect(failure.excerpt.filter(\.isFailed).map(\.text) == ["RUN make \\", "    && make test"])
            #expect(failure.output == ["token ***"])
            // Without a file there is what the builder calls it.
            #expect(BuildFailure(step, in: folder.path("gone")) { $0 }?.dockerfile == nil)
        }
    }
}
