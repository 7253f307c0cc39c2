import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

@testable import ImageBuilderCommands

/// What people see of a plan: by its causes, whole or folded.
struct PlanViewTests {
    private func text(_ plan: RebuildPlan, _ screen: Screen = .none, isComplete: Bool = false) -> [String] {
        PlanView(plan: plan, screen: screen, isComplete: isComplete).lines.map { $0.drawn(inColour: screen.hasColours) }
    }

    /// base ← lib ← web, all on the engine; lib was edited.
    private func edited(to inputs: String = "x") throws -> Scenario {
        var scenario = Scenario()
        try scenario.image("lab/base")
        try scenario.image("lab/lib", needs: "lab/base")
        try scenario.image("lab/web", needs: "lab/lib")
        try scenario.apply(scenario.plan())
        try scenario.modify("lab/lib", to: inputs)
        return scenario
    }

    @Test("elsewhere than on a terminal: the cause, what it sets in motion as a tree, and the sum")
    func plain() throws {
        #expect(
            text(try edited().plan()) == [
                "modified   lab/lib/file", "  + build  lab/lib",
                "  + build    lab/web  parent lab/lib is built",
                "tags to take away",
                "  - untag  lab/lib:candidate  from sha256:1", "  - untag  lab/web:candidate  from sha256:2",
                "1 cause: 2 to build, 0 to pull, 1 kept",
            ]
        )
    }

    @Test("what strangers name cannot drive a terminal")
    func safe() throws {
        var scenario = try edited()
        try scenario.edit("lab/lib") { $0.evidence = [.changedFile(path: "\u{1b}[2Jx", status: "modified")] }
        #expect(text(scenario.plan(), Screen(width: 80, height: 24)).first == "modified   \\u{1b}[2Jx")
    }

    @Test("a forced build names the flag that forced it, and is one cause")
    func forced() throws {
        var scenario = Scenario()
        scenario.options.buildAll = true
        try scenario.image("lab/a")
        try scenario.image("lab/b", needs: "lab/a")
        let lines = text(scenario.plan())
        #expect(lines.first == "asked for   a build of everything was asked for (--build)")
        #expect(lines.last == "1 cause: 2 to build, 0 to pull, 0 kept")
    }

    /// `count` images on one base, of which two were edited; all needed names end in numbers.
    private func crowd(_ count: Int) throws -> Scenario {
        var scenario = Scenario()
        for base in ["registry.example:5000/lab/tools/base", "registry.example:5000/lab/tools/other"] {
            try scenario.image(base)
            for number in 0..<count / 2 { try scenario.image("\(base)-\(number)", needs: base) }
        }
        return scenario
    }

    @Test("60 images after two edits fit on a screen of 24 × 80, each cause once", arguments: [40, 80, 200])
    func oneScreen(_ width: Int) throws {
        var scenario = try crowd(60)
        try scenario.apply(scenario.plan())
        for base in ["registry.example:5000/lab/tools/base", "registry.example:5000/lab/tools/other"] {
            try scenario.modify(base, to: "x")
        }
        let lines = text(scenario.plan(), Screen(width: width, height: 24))
        #expect(lines.count < 24)
        #expect(lines.allSatisfy { TextWidth.of($0) <= width }, "\(lines)")
        #expect(lines.count { $0.hasPrefix("modified") } == 2)
        // However narrow it is, the end of a name is there.
        #expect(lines.contains { $0.contains("tools/other") })
        #expect(lines.contains { $0.hasPrefix("2 causes: 62 to build") })
        if width >= 80 { #expect(lines.contains { $0.contains("30 images need it") }) }
    }

    @Test("500 images that all start something are a summary and what there is room for")
    func folded() throws {
        var scenario = Scenario()
        for number in 0..<500 { try scenario.image("lab/image-\(number)") }
        scenario.options.pullPolicy = .never
        let plan = scenario.plan()
        let lines = text(plan, Screen(width: 80, height: 24))
        #expect(lines.count == 23)
        #expect(lines.first == "not on the engine")
        #expect(lines.contains("    … and 480 more"))
        #expect(lines.last == "1 cause: 500 to build, 0 to pull, 0 kept   -v lists every image")
        #expect(text(plan, Screen(width: 80, height: 24), isComplete: true).count == 502)
    }

    @Test("more causes than lines: headings, and how many more there are")
    func manyCauses() throws {
        var scenario = Scenario()
        for number in 0..<40 { try scenario.image("lab/image-\(number)") }
        for number in 0..<40 { try scenario.modify("lab/image-\(number)", to: "x") }
        let lines = text(scenario.plan(), Screen(width: 80, height: 24))
        #expect(lines.count == 23)
        #expect(lines[0] == "modified   lab/image-0/file   1 image")
        #expect(lines[21] == "… and 19 more causes")
    }

    @Test("colours are drawn where there are any, and never change the text")
    func colours() throws {
        let plan = try edited().plan()
        let coloured = text(plan, Screen(hasColours: true))
        #expect(coloured[1] == "\u{1b}[32m  + \u{1b}[0m\u{1b}[32mbuild\u{1b}[0m  lab/lib")
        let escapes = /\u{1b}\[[0-9;]*m/
        #expect(coloured.map { $0.replacing(escapes, with: "") } == text(plan))
    }

    @Test("kept images are told on demand, with the reason that decided")
    func kept() throws {
        let lines = text(try edited().plan(), isComplete: true)
        let row = try #require(lines.first { $0.contains("keep") && $0.contains("lab/base") })
        #expect(row.contains("was built of the same inputs"))
    }

    @Test("a line is cut where it would be too wide, whichever part that is in", arguments: 0...12)
    func cut(_ width: Int) {
        let line = StyledLine("ab", .heading).adding("界界", .aside).adding("cd")
        let cut = line.cut(to: width)
        #expect(cut.width <= width)
        #expect(cut == line || width < 8)
        #expect(width >= 8 || width == 0 || cut.text.hasSuffix("…"))
    }

    @Test("two plans: what is new, gone, decided otherwise, and why")
    func difference() throws {
        let before = try edited()
        var after = before
        try after.apply(after.plan())
        try after.image("lab/new", needs: "lab/base")
        try after.modify("lab/base", to: "y")
        let view = DifferenceView(difference: PlanDifference(from: before.plan(), to: after.plan()))
        let lines = view.lines.map(\.text)
        // Digests are no matter here.
        #expect(
            lines.map { $0.replacing(/\ \(.*\)/, with: "") } == [
                "new", "  + build  lab/new  parent lab/base is built",
                "decided otherwise",
                "  + build  lab/base  was to be kept, is now to be built: modified: lab/base/file",
                "otherwise changed",
                "  + build  lab/lib  its inputs have changed: parent lab/base is built",
                "  + build  lab/web  its inputs have changed: sha256:4 was built of other inputs",
                "1 added, 0 gone, 1 decided otherwise, 2 otherwise changed",
            ]
        )
    }
}
