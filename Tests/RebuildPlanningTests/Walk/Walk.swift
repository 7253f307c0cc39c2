import Basics
import Foundation
import GitProbe
import ImageGraph
import RebuildPlanning
import TestSupport
import Testing
import WalkSupport

/// One walk: a tree, and steps that are judged one by one.
struct Walk {
    private var world: WalkWorld
    private var random: SplitMix64
    private var git = WalkGit()
    private let seed: UInt64
    private(set) var steps: [String] = []
    /// How many images were judged in which state: a walk that is never clean would show little.
    private(set) var tally: [SourceState: Int] = [:]
    private(set) var refusals = 0
    /// By image and by what would be sent, the digest that the program gave it; and the other way round.
    private var digests: [String: String] = [:]
    private var contents: [String: String] = [:]

    init(seed: UInt64) async throws {
        self.seed = seed
        random = SplitMix64(seed: seed)
        world = try await WalkWorld(&random)
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
        var options = WorkspaceOptions()
        options.repoRoot = world.root
        options.imageList = "\(world.root)/images.yml"
        var wanted: [WalkImage] = []
        var made: [String: WalkSources] = [:]
        for image in world.images {
            guard let sources = try WalkSources(image, in: world), DiskPath.isFolder(sources.areas[0].root),
                DiskPath.isFile(sources.dockerfile)
            else { continue }
            wanted.append(image)
            made[image.name] = sources
        }
        try world.write("images.yml", WalkImage.list(wanted))
        let probe = try GitProbe.locate(environment: world.environment)
        let workspace: Workspace
        do {
            workspace = try await Workspace.load(options, git: nil)
        } catch {
            refusals += 1
            world.repair()
            steps.append("(repaired: \(error))")
            return nil
        }
        try? FileManager.default.removeItem(atPath: world.trap)
        let told = await WorkspaceSources.probe(workspace, git: probe, jobs: 2)
        if DiskPath.exists(world.trap) { return "seed \(seed): a filter of the tree's own was run, after \(steps)" }
        let checkouts = try await git.look(at: world)
        for image in workspace.images {
            guard image.recipe != nil, let sources = made[image.reference.familiarName], let facts = told[image.key]
            else {
                continue
            }
            tally[facts.state, default: 0] += 1
            let judgement = try WalkJudgement(sources, facts, try told.sentContext(of: image.key), checkouts, world)
            if let wrong = judgement.wrong ?? compareDigest(facts, judgement, image.reference.familiarName) {
                return failure("\(image.reference.familiarName): \(wrong)", facts, judgement)
            }
        }
        return nil
    }

    /// Equal bytes have equal digests, and other bytes have others.
    private mutating func compareDigest(_ facts: ImageSources, _ judgement: WalkJudgement, _ image: String) -> String? {
        guard let digest = facts.inputDigest else { return "has no digest" }
        let content = "\(image)\n\(judgement.content)"
        defer {
            digests[content] = digest
            contents[image + digest] = content
        }
        if let known = digests[content], known != digest { return "equal content has another digest than before" }
        if let known = contents[image + digest], known != content {
            return "other content has the same digest as before:\n--- before\n\(known)\n--- now\n\(content)"
        }
        return nil
    }

    private func failure(_ wrong: String, _ facts: ImageSources, _ judgement: WalkJudgement) -> String {
        """
        seed \(seed), after \(steps.count) steps in \(world.root): \(wrong)
        told: \(facts.state); \(facts.evidence.map { "\($0)" }.joined(separator: "\n      "))
        found: \(judgement.verdict.state); \(judgement.verdict.reasons.joined(separator: "\n      "))
        steps:
        \(steps.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n"))
        """
    }
}
