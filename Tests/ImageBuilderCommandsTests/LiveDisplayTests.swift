import DockerEngine
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

@testable import ImageBuilderCommands

/// What the live display shows, and what it writes to get there. Pure: no terminal is needed.
struct LiveDisplayTests {
    private func image(_ name: String, _ decision: Decision = .build) throws -> PlannedImage {
        var subject = DesiredImage(key: ImageKey(name), reference: try ImageReference(parsing: name), role: .buildable)
        subject.inputDigest = "sha256:1"
        subject.state = .modified
        let plan = Planner().plan([subject], inventory: Inventory(), buildTag: "candidate")
        var image = try #require(plan.images.first)
        image.decision = decision
        return image
    }

    private func state(_ names: String..., durations: [ImageKey: Double] = [:]) throws -> ProgressState {
        let plan = RebuildPlan(
            buildTag: "candidate",
            options: PlanOptions(),
            engineAsked: true,
            images: try names.map { try image($0) }
        )
        return ProgressState(plan, durations: durations, jobs: 2)
    }

    private func lines(_ state: ProgressState, at now: Double, width: Int = 80, rows: Int = 24) -> [String] {
        ProgressFrame.lines(state, now: now, width: width, rows: rows)
    }

    @Test("steps of both builders, elapsed time, and the summary")
    func steps() throws {
        var state = try state("lab/a", "lab/b")
        state.take(.started(ImageKey("lab/a"), .build), at: 0)
        state.take(.output(ImageKey("lab/a"), "Step 3/7 : RUN make"), at: 1)
        state.take(.started(ImageKey("lab/b"), .build), at: 2)
        state.take(.output(ImageKey("lab/b"), "CACHED [build 2/4] COPY . ."), at: 2)
        state.take(.output(ImageKey("lab/b"), "some output [9/9] of a step"), at: 2)
        #expect(
            lines(state, at: 65) == [
                "build  lab/a  step 3/7  1m05s  RUN make",
                "build  lab/b  step 2/4  1m03s  COPY . .  | some output [9/9] of a step",
                "0/2 done, 2 running",
            ]
        )
        state.take(.finished(ImageKey("lab/a"), .built(id: "i", tags: [], log: nil, seconds: 60)), at: 65)
        state.take(.finished(ImageKey("lab/b"), .failed(.build, message: "no", log: nil)), at: 65)
        #expect(lines(state, at: 65) == ["1/2 done, 0 running, 1 failed"])
    }

    @Test("bytes of a pull are summed over its layers; a context is told once it is large")
    func bytes() throws {
        var state = try state("lab/a", "lab/b")
        state.take(.started(ImageKey("lab/a"), .pull), at: 0)
        for (layer, current) in [("1", 500_000), ("2", 1_000_000)] {
            let progress = TransferProgress(id: layer, status: "Downloading", current: Int64(current), total: 4_000_000)
            state.take(.pulling(ImageKey("lab/a"), progress), at: 0)
        }
        state.take(.started(ImageKey("lab/b"), .build), at: 0)
        state.take(.uploading(ImageKey("lab/b"), bytes: 999_999), at: 0)
        #expect(lines(state, at: 1)[..<2] == ["pull   lab/a  1.5/8.0 MB  1s", "build  lab/b  1s"])
        state.take(.uploading(ImageKey("lab/b"), bytes: 12_340_000), at: 0)
        #expect(lines(state, at: 1)[1] == "build  lab/b  context 12.3 MB  1s")
    }

    @Test("the time to the end comes from what builds took, in this run and in an earlier one")
    func eta() throws {
        var state = try state("a", "b", "c", durations: [ImageKey("a"): 100, ImageKey("b"): 50, ImageKey("c"): 30])
        #expect(lines(state, at: 0).last == "0/3 done, 0 running, eta 1m30s")
        state.take(.started(ImageKey("a"), .build), at: 0)
        state.take(.finished(ImageKey("a"), .built(id: "i", tags: [], log: nil, seconds: 90)), at: 90)
        state.take(.started(ImageKey("b"), .build), at: 90)
        #expect(lines(state, at: 110).last == "1/3 done, 1 running, eta 30s")
        // One that takes longer than ever before does not count below nothing.
        #expect(lines(state, at: 500).last == "1/3 done, 1 running, eta 15s")
    }

    @Test("what may be built after all counts as a build until it is pulled")
    func openPulls() throws {
        var scenario = Scenario()
        try scenario.image("a")
        try scenario.image("b")
        try scenario.modify("b", to: "x")
        let plan = scenario.plan()
        #expect(plan[ImageKey("a")]?.isOpen == true)
        var state = ProgressState(plan, durations: [ImageKey("a"): 100, ImageKey("b"): 50], jobs: 1)
        #expect(lines(state, at: 0).last == "0/2 done, 0 running, eta 2m30s")
        state.take(.started(ImageKey("a"), .pull), at: 0)
        #expect(lines(state, at: 10).last == "0/2 done, 1 running, eta 2m30s")
        state.take(
            .finished(ImageKey("a"), .pulled(id: "i", from: try ImageReference(parsing: "a:1"))),
            at: 10
        )
        #expect(lines(state, at: 10).last == "1/2 done, 0 running, eta 50s")
    }

    @Test("a name that is cut keeps its end, and where nothing is redrawn one line says what goes on")
    func names() throws {
        let name = "registry.example.org:5000/tools/registry-tools/api"
        var state = try state(name, "b")
        state.take(.started(ImageKey(name), .build), at: 0)
        #expect(lines(state, at: 0, width: 60)[0].hasPrefix("build  …registry-tools/api  0s"))
        state.take(.output(ImageKey(name), "Step 1/2 : RUN make"), at: 0)
        #expect(
            ProgressFrame.heartbeat(state, now: 65) == "0/2 done, 1 running: build \(name) step 1/2 1m05s"
        )
        for number in 0..<5 { state.take(.started(ImageKey("c\(number)"), .pull), at: 65) }
        #expect(ProgressFrame.heartbeat(state, now: 65).hasSuffix("pull c2 0s and 2 more"))
    }

    @Test("no line is wider than the terminal, whatever it holds", arguments: [1, 2, 10, 20, 33, 80, 200])
    func widths(_ width: Int) throws {
        var state = try state("registry.example.org/a/very/long/name/of/an/image", "b")
        state.take(.started(ImageKey("registry.example.org/a/very/long/name/of/an/image"), .build), at: 0)
        let line = "Step 1/9 : RUN echo \u{1b}[2J東京の長い行 é 👩‍💻 " + String(repeating: "x", count: 300)
        state.take(.output(ImageKey("registry.example.org/a/very/long/name/of/an/image"), line), at: 0)
        let shown = lines(state, at: 0, width: width)
        #expect(shown.count == 2)
        for line in shown {
            #expect(TextWidth.of(line) < max(2, width), "\(line)")
            #expect(!line.unicodeScalars.contains { $0.value < 0x20 })
        }
    }

    @Test("more images than rows: as many as there is room for, and how many more", arguments: [3, 4, 5, 8, 24])
    func rows(_ rows: Int) throws {
        var state = try state("a")
        for number in 0..<10 { state.take(.started(ImageKey("image\(number)"), .build), at: 0) }
        let shown = lines(state, at: 0, rows: rows)
        #expect(shown.count <= max(1, rows - 2))
        if rows == 8 { #expect(shown[4] == "… and 6 more") }
        if rows == 24 { #expect(shown.count == 11) }
    }

    @Test("only lines that changed are written, and the terminal is given back as it was")
    func area() {
        var area = LiveArea()
        #expect(area.above("said\n", width: 80) == "said\n")
        let first = area.show(["one", "two"], width: 80)
        #expect(first.contains("one\r\n") && first.contains("two\r\n") && first.contains("\u{1b}[?25l"))
        #expect(area.show(["one", "two"], width: 80) == "")
        let second = area.show(["one", "2"], width: 80)
        #expect(second.contains("\u{1b}[2A") && second.contains("2\r\n") && !second.contains("one"))
        let shorter = area.show(["one"], width: 80)
        #expect(shorter.contains("\u{1b}[J") && !shorter.contains("one"))
        let message = area.above("said\n", width: 80)
        #expect(message.contains("\u{1b}[1A\u{1b}[J") && message.contains("said\r\n") && message.contains("one\r\n"))
        // The window became narrower than the line: it may take two rows now.
        let narrow = area.show(["one"], width: 2)
        #expect(narrow.contains("\u{1b}[2A\u{1b}[J") && narrow.contains("one"))
        let end = area.clear(width: 80)
        #expect(end.contains("\u{1b}[J") && end.contains("\u{1b}[?25h") && end.contains("\u{1b}[?7h"))
        #expect(area.clear(width: 80) == "")
    }

    @Test(
        "widths in cells",
        arguments: [("a", 1), ("é", 1), ("e\u{301}", 1), ("東", 2), ("👩", 2), ("\u{200d}", 0), ("…", 1), ("가", 2)]
    )
    func cells(_ text: String, _ width: Int) {
        #expect(TextWidth.of(text) == width)
    }
}
