import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

@testable import ImageBuilderCommands

/// What people are told of plans and runs.
struct PresenterTests {
    private let folder: TemporaryFolder
    private let key = ImageKey("lab/a")

    init() throws { folder = try TemporaryFolder() }

    /// What `body` says on the standard error.
    private func said(_ verbosity: Verbosity = .normal, _ body: (Console) throws -> Void) throws -> [String] {
        try folder.write("err")
        let file = try #require(FileHandle(forWritingAtPath: folder.path("err")))
        defer { try? file.close() }
        try body(Console(verbosity: verbosity, messages: file.fileDescriptor))
        return try folder.read("err").split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(
            String.init
        )
    }

    private func plan() throws -> RebuildPlan {
        var scenario = Scenario()
        try scenario.image("lab/a")
        try scenario.image("lab/b", needs: "lab/a")
        try scenario.modify("lab/a", to: "\u{1b}[2J")
        return scenario.plan()
    }

    private func printed(
        _ verbosity: Verbosity = .normal,
        _ style: ProgressStyle = .plain,
        _ events: [PipelineEvent]
    ) throws -> [String] {
        let plan = try plan()
        return try said(verbosity) { console in
            let printer = EventPrinter(console: console, plan: plan, progress: style) { 65 }
            for event in events { printer.handle(event) }
        }
    }

    @Test("events: a line a change, with why it is made")
    func events() throws {
        let id = "sha256:" + String(repeating: "a", count: 64)
        let lines = try printed(
            .normal,
            .plain,
            [
                .started(key, .build), .output(key, "quiet"), .warning("careful\nnow"),
                .untagged(reference: "lab/a:c", id: id),
                .retrying(key, message: "slow down", delay: .milliseconds(2500)),
                .limitMet(key, .time), .limitMet(key, .silence),
                .finished(key, .built(id: id, tags: [], log: "/l", seconds: 1.25)),
                .finished(key, .kept(id: id, addedTags: [])), .finished(key, .kept(id: id, addedTags: ["x", "y"])),
            ]
        )
        #expect(
            lines == [
                "build  lab/a  modified: lab/a/file", "warning: careful\\u{a}now",
                "untag  lab/a:c  it no longer stands for sha256:aaaaaaaaaaaa",
                "lab/a: slow down; trying again in 2.5 s", "lab/a: a longer --timeout gives its build more time",
                "lab/a: a longer --idle-timeout lets its build be silent for longer",
                "[1/2 1m05s] built  lab/a  sha256:aaaaaaaaaaaa in 1.2 s, log: /l",
                "[3/2 1m05s] tagged lab/a  sha256:aaaaaaaaaaaa as x, y",
            ]
        )
    }

    @Test(
        "a failure shows the last lines of the build, safe, even when nothing else is said",
        arguments: [
            ProgressStyle.plain, .none,
        ]
    )
    func failure(_ style: ProgressStyle) throws {
        let output = (1...25).map { PipelineEvent.output(key, "line \($0)\u{1b}[2J") }
        let lines = try printed(.quiet, style, output + [.finished(key, .failed(.build, message: "exit 3", log: "/l"))])
        #expect(lines.count == EventPrinter.shownLines + 2)
        #expect(lines.first == "lab/a| line 6\\u{1b}[2J")
        let place = style == .plain ? "[1/2 1m05s] " : ""
        #expect(lines.suffix(2) == ["\(place)failed lab/a  build: exit 3", "  log: /l"])
    }

    @Test("a failure with a known step shows its place and what it said, in place of all that the builder said")
    func knownStep() throws {
        let failure = BuildFailure(
            step: "[2/2] RUN make",
            dockerfile: "/t/a/Dockerfile",
            excerpt: [
                .init(number: 9, text: "FROM x", isFailed: false), .init(number: 10, text: "RUN make", isFailed: true),
            ],
            output: ["no rule\u{1b}[2J"]
        )
        let lines = try printed(
            .normal,
            .tty,
            [
                .output(key, "noise"), .stepFailed(key, failure),
                .finished(key, .failed(.build, message: "exit 2", log: "/l")),
            ]
        )
        #expect(
            lines == [
                "failed lab/a  build: exit 2", "  /t/a/Dockerfile:10", "     9 | FROM x", "  > 10 | RUN make",
                "  it said last:", "    no rule\\u{1b}[2J", "  log: /l",
            ]
        )
    }

    @Test("pushing and removing")
    func publishing() throws {
        let reference = try ImageReference(parsing: "lab/a:1")
        let lines = try said { console in
            let printer = PublishingPrinter(console: console)
            printer.handle(.pushed(reference, digest: "sha256:1"))
            printer.handle(.retrying(reference, EngineError(.network, "gone\u{1b}c"), delay: .seconds(1)))
            printer.handle(.removed(id: "sha256:1"))
            printer.handle(.notRemoved(id: "sha256:2", EngineError(.conflict, "in use")))
        }
        #expect(
            lines == [
                "pushed lab/a:1  sha256:1", "lab/a:1: gone\\u{1b}c; trying again in 1.0 s", "failed sha256:2  in use",
            ]
        )
    }

    @Test("a drawing after the run is coloured by what came of each image")
    func outcomes() throws {
        let planned = GraphDocument(
            title: "t",
            nodes: ["lab/a", "lab/b", "lab/c"].map { .init(id: $0, label: $0, fill: "#111111", tooltip: "why") },
            edges: [],
            legend: [.init(label: "build", fill: "#222222")]
        )
        let drawing = OutcomeDrawing(planned)
        #expect(drawing.document == planned)
        drawing.handle(.finished(key, .built(id: "i", tags: [], log: nil, seconds: 1)))
        drawing.handle(.finished(ImageKey("lab/b"), .failed(.build, message: "no", log: nil)))
        let document = drawing.document
        #expect(document.legend.map(\.label) == ["build", "failed", "skipped"])
        #expect(document.nodes.map(\.fill) == ["#222222", "#d73027", "#111111"])
        #expect(document.nodes.map(\.tooltip) == ["built\nwhy", "failed, build: no\nwhy", "why"])
    }
}
