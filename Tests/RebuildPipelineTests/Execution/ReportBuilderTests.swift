import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

@testable import RebuildPipeline

/// What the report says of images, as a run goes on.
struct ReportBuilderTests {
    private let hash = String(repeating: "ab", count: 20)

    private func planned(
        _ name: String,
        _ role: ImageRole = .buildable,
        configure: (inout PlannedImage) -> Void = { _ in }
    ) throws -> PlannedImage {
        let reference = try ImageReference(parsing: name)
        var desired = DesiredImage(key: ImageKey(name), reference: reference, role: role)
        if role != .external { desired.requiredTags = ["candidate"] }
        if role == .buildable { desired.cleanTags = [hash, "input-0123456789abcdef"] }
        var image = try #require(Planner().plan([desired], inventory: Inventory(), buildTag: "candidate").images.first)
        configure(&image)
        return image
    }

    private func builder(_ images: [PlannedImage], _ inventory: Inventory? = nil) -> ReportBuilder {
        let plan = RebuildPlan(buildTag: "candidate", options: PlanOptions(), engineAsked: true, images: images)
        return ReportBuilder(plan: plan, file: nil, inventory: inventory)
    }

    private func references(_ names: String...) throws -> [ImageReference] {
        try names.map { try ImageReference(parsing: $0) }
    }

    @Test("bases that no list names stand apart, there or pulled; those of the lists do not")
    func externalImages() throws {
        let there = try planned("busybox:1.35", .external)
        let fetched = try planned("alpine:3", .external)
        let listed = try planned("redis:3.2", .pullOnly)
        var builder = builder([there, fetched, listed])
        builder.record(.kept(id: "sha256:1", addedTags: []), of: there)
        builder.record(.pulled(id: "sha256:2", from: fetched.reference), of: fetched)
        builder.record(.kept(id: "sha256:3", addedTags: ["candidate"]), of: listed)
        #expect(builder.report.external.map(\.tags) == [["busybox:1.35"], ["alpine:3"]])
        #expect(builder.report.external.map(\.how) == [nil, .pulled])
        #expect(builder.report.preexisting.map(\.tags) == [["redis:3.2", "redis:candidate"]])
        #expect(builder.report.preexisting.first?.addedTags == nil, "it is not ours to push")
        #expect(builder.report.preexisting.first?.pushName == nil)
        #expect(builder.report.pulled.isEmpty)
        builder.finish()
        #expect(builder.report.summary == "1 pulled, 2 kept")
    }

    @Test("an external image that could not be pulled is a pull that failed")
    func failedExternal() throws {
        let base = try planned("busybox:9", .external)
        var builder = builder([base])
        builder.record(.failed(.pull, message: "gone", log: nil), of: base)
        #expect(builder.report.external.isEmpty)
        #expect(builder.report.failedPull.map(\.tags) == [["busybox:9"]])
    }

    @Test("a kept image is told with all tags of its name, those that it got, and its digest")
    func kept() throws {
        let image = try planned("lab/a")
        let inventory = Inventory([
            .init(
                id: "sha256:1",
                tags: try references("lab/a:\(hash)", "lab/a:mine", "lab/other:x"),
                digests: try references("lab/other@sha256:\(hash)\(hash.prefix(24))", "lab/a@sha256:\(digits)")
            )
        ])
        var builder = builder([image], inventory)
        builder.record(.kept(id: "sha256:1", addedTags: ["candidate"]), of: image)
        let entry = try #require(builder.report.preexisting.first)
        #expect(entry.tags == ["lab/a:candidate", "lab/a:\(hash)", "lab/a:mine"])
        #expect(entry.addedTags == ["lab/a:candidate"])
        #expect(entry.digest == "sha256:\(digits)")
        #expect(entry.pushName == "lab/a:\(hash)")
    }

    private let digits = String(repeating: "0f", count: 32)

    @Test("a pulled image is told with what came with it")
    func pulled() throws {
        let image = try planned("lab/a")
        var builder = builder([image])
        builder.record(
            .pulled(id: "sha256:1", from: try ImageReference(parsing: "lab/a:\(hash)")),
            of: image,
            pulled: .init(
                id: "sha256:1",
                tags: ["lab/a:\(hash)", "lab/a:old", "x/y:z"],
                digest: "sha256:\(digits)",
                labels: [:]
            )
        )
        let entry = try #require(builder.report.pulled.first)
        #expect(entry.tags == ["lab/a:\(hash)", "lab/a:candidate", "lab/a:old"])
        #expect(entry.digest == "sha256:\(digits)")
    }

    @Test("an image that is taken back is not told to have the tag that it loses with that")
    func takenBack() throws {
        let image = try planned("lab/a")
        let id = "sha256:" + digits
        let inventory = Inventory([.init(id: id, tags: try references("lab/a:obsolete-\(digits.prefix(12))"))])
        var builder = builder([image], inventory)
        builder.record(.kept(id: id, addedTags: ["candidate"]), of: image)
        #expect(builder.report.preexisting.first?.tags == ["lab/a:candidate"])
    }

    // MARK: Images that are left behind

    /// One that lost the build tag and has tags that the new image will take.
    private func leaving(_ image: PlannedImage, isTaken: Bool) -> ReportBuilder {
        var builder = builder([image])
        builder.recordObsolete(
            "sha256:old",
            tags: ["lab/a:candidate", "lab/a:\(hash)", "lab/a:mine"],
            image: image,
            isTaken: isTaken
        )
        return builder
    }

    private func rebuilt() throws -> PlannedImage {
        try planned("lab/a") { $0.tagsIfBuilt = $0.cleanTags }
    }

    @Test("an obsolete image is never told to have a tag that the new image may have by then")
    func contested() throws {
        let image = try rebuilt()
        var builder = leaving(image, isTaken: false)
        #expect(builder.report.obsolete.map(\.tags) == [["lab/a:mine"]])
        #expect(builder.report.obsolete.first?.reason?.hasPrefix("loses the build tag: ") == true)
        builder.recordObsolete("sha256:old", tags: ["lab/a:\(hash)", "lab/a:mine"], image: image, isTaken: true)
        #expect(builder.report.obsolete.count == 1)
        #expect(builder.report.obsolete.first?.reason?.hasPrefix("lost the build tag: ") == true)
        builder.record(.built(id: "sha256:new", tags: [hash], log: nil, seconds: 1), of: image)
        builder.settle(["sha256:old": ["lab/a:mine"]])
        #expect(builder.report.obsolete.map(\.tags) == [["lab/a:mine"]])
    }

    @Test("where the new image did not come, the old one is told with what it has")
    func contestedStay() throws {
        let image = try rebuilt()
        var builder = leaving(image, isTaken: true)
        builder.record(.failed(.build, message: "no", log: nil), of: image)
        builder.settle(["sha256:old": ["lab/a:\(hash)", "lab/a:mine"]])
        #expect(builder.report.obsolete.map(\.tags) == [["lab/a:\(hash)", "lab/a:mine"]])
    }

    @Test("without the engine's word only what nothing was done to is told with what it had")
    func unsettled() throws {
        let image = try rebuilt()
        var begun = leaving(image, isTaken: true)
        begun.record(.interrupted(log: nil), of: image)
        begun.settle([:])
        #expect(begun.report.obsolete.map(\.tags) == [["lab/a:mine"]])
        var skipped = leaving(image, isTaken: true)
        skipped.record(.skipped(failedAncestor: ImageKey("x")), of: image)
        skipped.settle([:])
        #expect(skipped.report.obsolete.map(\.tags) == [["lab/a:mine", "lab/a:candidate", "lab/a:\(hash)"]])
    }

    @Test("an image that keeps its tag is no longer told to be obsolete")
    func notTaken() throws {
        let image = try rebuilt()
        var builder = leaving(image, isTaken: false)
        builder.forgetObsolete("sha256:old", image: image)
        builder.settle(["sha256:old": ["lab/a:candidate"]])
        #expect(builder.report.obsolete.isEmpty)
    }

    @Test("a pull that brought another image does not keep the tag that the build takes")
    func obsoletePull() throws {
        let image = try planned("lab/a") {
            $0.tagsIfBuilt = $0.cleanTags
            $0.pullReferences = [$0.reference]
        }
        var builder = builder([image])
        var attempts = PullAttempts()
        attempts.obsolete = [
            .init(id: "sha256:x", tags: ["lab/a:\(hash)"], reference: image.reference, reason: .forced)
        ]
        builder.record(attempts, of: image)
        #expect(builder.report.obsoletePull.map(\.tags) == [[]])
        builder.settle(["sha256:x": ["lab/a:elsewhere"]])
        #expect(builder.report.obsoletePull.map(\.tags) == [["lab/a:elsewhere"]])
    }

    // MARK: Writing

    @Test("each entry is encoded once, and the text is that of the whole")
    func encodedOnce() throws {
        var encoder = ReportEncoder()
        var report = ActionsReport()
        report.outcome = .running
        for number in 1...50 {
            report.built.append(
                .init(id: "sha256:\(number)", tags: ["t"], base: "lab/\(number)", reason: "é: b # c\n- x")
            )
            report.skipped.append(.init(base: "lab/s\(number)"))
            let text = String(decoding: try encoder.yaml(report, path: "f"), as: UTF8.self)
            #expect(text == (try YAMLText.encode(report)))
            #expect(encoder.encodedEntries == 2 * number)
        }
        report.obsolete = [.init(id: "a", tags: []), .init(id: "b", tags: [])]
        _ = try encoder.yaml(report, path: "f")
        report.obsolete[1].tags = ["x"]
        _ = try encoder.yaml(report, path: "f")
        #expect(encoder.encodedEntries == 103, "what changed is encoded anew")
        report.obsolete.removeFirst()
        report.failures = 3
        #expect(try encoder.yaml(report, path: "f") == Array(ActionsFile.yaml(report).utf8))
    }
}
