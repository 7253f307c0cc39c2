import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import TestSupport
import Testing

/// Three images in two projects, base ← lib and base ← worker, brought to a start, and the program that works on them.
struct KilledSystem: Sendable {
    let system: SampleSystem
    private let actions: String

    init(_ purpose: String, _ start: KillCase.Start) async throws {
        system = try await SampleSystem(purpose)
        actions = system.root.appending(path: "ib_actions.yml").path
        try system.write(
            "docker_images.yml",
            """
            docker_build_tag: candidate
            buildable_images:
              - {name: \(system.prefix)/lib, repo: platform, path: lib}
              - {name: \(system.prefix)/worker, repo: services, path: worker}
              - {name: \(system.prefix)/base, repo: platform, path: base}

            """
        )
        try await bring(to: start)
        try? FileManager.default.removeItem(atPath: actions)
        if start != .nothing { try await awaitNextSecond() }
    }

    /// Labels and reports tell time in seconds, and what was built before a run must not look as if it were built in it.
    private func awaitNextSecond() async throws {
        let second = Int(Date().timeIntervalSince1970)
        while Int(Date().timeIntervalSince1970) == second { try await Task.sleep(for: .milliseconds(20)) }
    }

    private func bring(to start: KillCase.Start) async throws {
        switch start {
        case .nothing: break
        case .allThere: try await complete()
        case .dirty: try edit("once")
        case .retag:
            // Back to what was built first: the image is there, and the build tag is on another one.
            try await complete()
            try edit("once")
            try await complete()
            try edit("common")
        case .relabel:
            try edit("once")
            try await complete()
            try await system.commit("platform", "Change base")
            try await system.moveRevision("platform")
        case .obsolete:
            // The one that loses the build tag has no other.
            try edit("once")
            try await complete()
            try edit("twice")
        case .published:
            try await complete()
            let pushed = try await system.tool("push", "ib_actions.yml")
            #expect(pushed.status == 0, "\(pushed.error)")
            for name in ["lib", "worker", "base"] { try await system.forget(name) }
        }
    }

    private func edit(_ text: String) throws { try system.write("platform/base/files/motd", text + "\n") }

    private func complete() async throws {
        let result = try await run(isResumed: false)
        #expect(result.status == 0, "\(result.error)")
    }

    private func arguments(isResumed: Bool) -> [String] {
        let hasReport = FileManager.default.fileExists(atPath: actions)
        let file = isResumed && hasReport ? ["--resume", "ib_actions.yml"] : []
        return ["-r", ".", "-c", "docker_images.yml", "-a", "ib_actions.yml", "-g", "graph.dot", "-l", "logs"] + file
    }

    /// The program, which nobody ends.
    func run(isResumed: Bool) async throws -> Program.Result {
        try await system.tool(arguments(isResumed: isResumed), with: [:])
    }

    /// The program, which is ended.
    ///
    /// - Parameter moment: arguments of `Tests/Faults/killer`.
    func end(_ moment: [String], isResumed: Bool) async throws -> Program.Result {
        try await system.killed(arguments(isResumed: isResumed), at: moment)
    }

    /// Whether a run ended here that nobody cut off: what it told is its own.
    var isTold: Bool { (try? ActionsFile(path: actions).read())?.succeeded ?? false }

    /// - Parameter tellsObsolete: whether the images are to be in it that this run, or the one before, took the build tag from.
    func state(isResumed: Bool, tellsObsolete: Bool = true) async throws -> SystemState {
        let report = try ActionsFile(path: actions).read()
        #expect(report.succeeded, "\(report.summary)")
        // A run that resumes nothing tells of what it found done that it was there.
        return try await SystemState.read(system, report) { list in
            if list == .obsolete, !tellsObsolete { return nil }
            guard isResumed || list == .obsolete else { return list.isReady ? "ready" : nil }
            // What a pull had brought when the run was ended looks like what was there before.
            return list == .pulled || list == .preexisting ? "pulled or there" : list.rawValue
        }
    }

    /// The id under each build tag; an image without one is not there.
    func tagged() async throws -> [String: String] {
        var ids: [String: String] = [:]
        for name in ["base", "lib", "worker"] { ids["\(system.prefix)/\(name)"] = try await system.details(name)?.id }
        return ids
    }

    /// Every image that has come to its build tag is in the report, and every image that the report calls ready has the tags that it says,
    /// but for the build tag, which is given last.
    func expectTrueReport(before: [String: String]) async throws {
        let now = try await tagged()
        guard FileManager.default.fileExists(atPath: actions) else {
            #expect(now == before, "something was done before there was a report")
            return
        }
        let report = try ActionsFile(path: actions).read()
        let ready = (report.built + report.pulled + report.preexisting).filter {
            $0.base?.hasPrefix(system.prefix) ?? false
        }
        for (base, id) in now where before[base] != id {
            #expect(
                ready.contains { $0.base == base && $0.id == id },
                "\(base) is finished, and the report does not know it"
            )
        }
        for entry in ready {
            let base = entry.base ?? ""
            for tag in entry.tags ?? [] where !tag.hasSuffix(":candidate") {
                let reference = tag.hasPrefix(base) ? tag : "\(base):\(tag)"
                #expect(
                    try await system.client.inspectImage(reference)?.id == entry.id,
                    "\(reference) is reported as given"
                )
            }
            #expect(try await system.client.inspectImage(entry.id ?? "") != nil, "\(base) is reported as ready")
        }
    }
}
