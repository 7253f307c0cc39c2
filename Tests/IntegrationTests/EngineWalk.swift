import Basics
import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing
import WalkSupport

/// One walk on an engine: a tree, steps, and after each of them the main job, whose images are looked into.
struct EngineWalk {
    private var world: WalkWorld
    private var random: SplitMix64
    private var git = WalkGit()
    private let seed: UInt64
    private let prefix: String
    private let engine = ImageContents()
    private var steps: [String] = []
    /// Images that were clean at the commit that they name.
    private var provenClean: Set<String> = []
    /// How many images were looked into, by what the run did with them.
    private(set) var tally: [String: Int] = [:]

    init(seed: UInt64) async throws {
        self.seed = seed
        random = SplitMix64(seed: seed)
        world = try await WalkWorld(&random)
        prefix = "\(TestEngine.registry)/walk-\(UInt32.random(in: 0 ... .max))/"
    }

    func remove() { world.remove() }

    /// Goes some steps.
    ///
    /// - Returns: what is wrong after one of them; nil where nothing is.
    mutating func go(_ count: Int) async throws -> String? {
        if let wrong = try await judge() { return wrong }
        var done = 0
        while done < count {
            guard let step = try await random.pick(WalkStep.allCases).run(&world, &random) else { continue }
            steps.append(step)
            done += 1
            if let wrong = try await judge() { return wrong }
        }
        return nil
    }

    private mutating func judge() async throws -> String? {
        var wanted: [(image: WalkImage, sources: WalkSources)] = []
        for image in world.images {
            guard let sources = try WalkSources(image, in: world), DiskPath.isFolder(sources.areas[0].root),
                DiskPath.isFile(sources.dockerfile)
            else { continue }
            wanted.append((image, sources))
        }
        try world.write("images.yml", WalkImage.list(wanted.map(\.image), prefix: prefix))
        let result = try await run()
        if result.status == 65 {
            world.repair()
            steps.append("(repaired: \(result.error))")
            return nil
        }
        guard result.status <= 1 else { return "the run ended with \(result.status): \(result.error)" }
        let report = try ActionsFile(path: "\(world.root)/ib_actions.yml").read()
        for entry in report.built { tally[entry.how == .relabelled ? "relabelled" : "built", default: 0] += 1 }
        tally["kept", default: 0] += report.preexisting.count
        let checkouts = try await git.look(at: world)
        for (image, sources) in wanted {
            if let wrong = try await wrong(image, sources, checkouts, report) { return failure(image, wrong, result) }
        }
        return nil
    }

    private func run() async throws -> Program.Result {
        let binary = try #require(TestEngine.environment["IMAGEBUILDER_TEST_BINARY"], "scripts/test says where it is")
        return try await Program.run(
            [
                binary, "-r", world.root, "-c", "\(world.root)/images.yml", "-a", "\(world.root)/ib_actions.yml",
                "--offline",
            ],
            in: world.root,
            environment: TestEngine.environment.merging(world.environment) { $1 }
        )
    }

    /// What is wrong with an image after a run; nil where nothing is.
    private mutating func wrong(
        _ image: WalkImage,
        _ sources: WalkSources,
        _ checkouts: [String: WalkGit.Checkout],
        _ report: ActionsReport
    ) async throws -> String? {
        let name = "\(prefix)\(image.name)"
        let client = try TestEngine.client()
        let expectation = try WalkExpectation(sources, isOffered: try await client.version().hasBuildKit)
        if report.failedBuild.contains(where: { $0.base == name }) {
            return expectation.canFail ? nil : "failed, and its Dockerfile can be built"
        }
        guard let present = try await client.inspectImage("\(name):candidate") else { return "is not there" }
        if let files = expectation.files {
            // An image without a layer cannot be saved.
            let content = present.layers.isEmpty ? [:] : try await engine.content(of: present.id)
            if let wrong = Self.difference(files, content) { return wrong }
        }
        var sent: [String: (source: String, item: WalkItem)] = [:]
        for (place, path) in try sources.onDisk() {
            if let item = WalkItem(disk: path) { sent[place] = (path, item) }
        }
        let verdict = WalkVerdict(sources, sent: sent, checkouts, world)
        return wrongWords(name, present, verdict, head: checkouts[image.repo]?.head ?? "")
    }

    /// What an image wrongly calls itself. One that calls itself clean must have been so, at the commit that it names, when it
    /// was made; that the checkout went on since, with equal content, is no untruth (contract, 2.5).
    private mutating func wrongWords(
        _ name: String,
        _ present: ImageDetails,
        _ verdict: WalkVerdict,
        head: String
    ) -> String? {
        let commit = present.labels[LabelName.vcsRef] ?? ""
        let tags = present.repoTags.filter { $0.hasPrefix("\(name):") }.map { String($0.dropFirst(name.count + 1)) }
            .filter { ($0.count == 40 || $0.count == 64) && $0.allSatisfy(\.isHexDigit) }
        guard present.labels[LabelName.version] == "o/main" else {
            if verdict.state == .clean { return "calls itself dirty, and is clean" }
            return tags.isEmpty ? nil : "is not clean, and has the hash tags \(tags)"
        }
        if verdict.state == .clean, commit == head { provenClean.insert(present.id) }
        guard provenClean.contains(present.id) else {
            return "calls itself clean at \(commit), and is \(verdict.state) at \(head): \(verdict.reasons)"
        }
        return tags == [commit] ? nil : "has the hash tags \(tags), and the label \(commit)"
    }

    private static func difference(_ expected: [String: ContextFile], _ content: [String: ContextFile]) -> String? {
        let content = content.filter { $0.value.kind != .directory }
        let missing = expected.filter { content[$0.key] != $0.value }.keys.sorted()
        let extra = content.filter { expected[$0.key] != $0.value }.keys.sorted()
        if missing.isEmpty, extra.isEmpty { return nil }
        return "does not hold what is on disk: not there or another \(missing); there or another \(extra)"
    }

    private func failure(_ image: WalkImage, _ wrong: String, _ result: Program.Result) -> String {
        """
        seed \(seed), after \(steps.count) steps in \(world.root): \(prefix)\(image.name): \(wrong)
        \(result.error)
        steps:
        \(steps.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n"))
        """
    }
}

/// What an image must hold, by its Dockerfile's one COPY and the disk.
struct WalkExpectation {
    /// Nil where a single file is copied that is a link: docker follows it by rules of its own.
    let files: [String: ContextFile]?
    /// Whether the one file to copy is not sent.
    let canFail: Bool

    init(_ sources: WalkSources, isOffered: Bool) throws {
        let onDisk = try sources.onDisk(isOffered: isOffered)
        let text = String(decoding: try Data(contentsOf: URL(filePath: sources.dockerfile)), as: UTF8.self)
        let copy = text.split(separator: "\n").last { $0.hasPrefix("COPY") }
        let words = copy?.split(separator: " ").map(String.init) ?? []
        let (source, target) = (words[1], words[2] == "/" ? "" : String(words[2].dropFirst()))
        if source == "." {
            var files: [String: ContextFile] = [:]
            for (place, path) in onDisk { files[target + place] = ContextFile(disk: path) }
            self.files = files
            // Nothing is a source that is not there, too.
            canFail = onDisk.isEmpty
        } else {
            let file = onDisk[source]
            canFail = file.map { DiskPath.isLink($0) } ?? true
            files = file.flatMap { DiskPath.isLink($0) ? nil : [target + source: ContextFile(disk: $0)] }
                .map { $0.compactMapValues { $0 } }
        }
    }
}

extension ContextFile {
    /// A file or link on disk, with the mode that it is sent with; nil where there is neither.
    init?(disk path: String) {
        if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
            self.init(kind: .symlink(target), mode: 0)
        } else if let bytes = FileManager.default.contents(atPath: path) {
            let mode: UInt16 = FileManager.default.isExecutableFile(atPath: path) ? 0o755 : 0o644
            self.init(kind: .file([UInt8](bytes)), mode: mode)
        } else {
            return nil
        }
    }
}

/// What is in images, read out of the engine once an image.
actor ImageContents {
    private var known: [String: [String: ContextFile]] = [:]

    func content(of id: String) async throws -> [String: ContextFile] {
        if let content = known[id] { return content }
        let archive = try await Program.run(
            ["docker", "save", id],
            in: "/",
            environment: TestEngine.environment,
            outputLimit: 64 * 1024 * 1024
        )
        guard archive.status == 0 else { throw Program.Failure(command: ["docker", "save", id], result: archive) }
        let content = try SavedImages(archive.bytes).content(of: id)
        known[id] = content
        return content
    }
}
