import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning

/// What an engine has of a system's images, and what a report says of them, without what differs from one system to another: ids,
/// prefixes, commits, digests, times.
struct SystemState: Hashable, CustomStringConvertible {
    /// An image each: its tags, and whether its labels say that it is clean. Images without a tag are among them, but not on Podman.
    let images: [String]
    /// An entry each: the list, the name, the tags.
    let entries: [String]

    var description: String { (images + entries).joined(separator: "\n") }

    /// Podman goes on with a build whose client is gone, and what it makes then has no tag.
    private static func isLeftByPodman(_ image: ImageSummary) -> Bool {
        image.repoTags.isEmpty && TestEngine.environment["IMAGEBUILDER_TEST_ENGINE_KIND"] == "podman"
    }

    /// - Parameter name: what a list is called; nil for one that is left out.
    static func read(_ system: SampleSystem, _ report: ActionsReport, list name: (ReportList) -> String?) async throws
        -> SystemState
    {
        let names = SystemNames(system, commits: try await system.commits())
        var images: [String] = []
        for name in ["base", "lib", "worker"] {
            let label = "\(LabelName.name)=\(system.prefix)/\(name)"
            for image in try await system.client.images(labels: [label]) where !isLeftByPodman(image) {
                let tags = image.repoTags.filter { $0.hasPrefix(system.prefix) }.map(names.plain).sorted()
                let version = image.labels[LabelName.version] ?? ""
                images.append("\(name): \(tags.joined(separator: " ")) (\(version))")
            }
        }
        var entries: [String] = []
        for list in ReportList.allCases {
            guard let called = name(list) else { continue }
            for entry in report[keyPath: list.entries] {
                guard let base = entry.base, base.hasPrefix(system.prefix) else { continue }
                // Bare in `ib_built`, where the build tag is left out.
                let tags = (entry.tags ?? []).map { $0.hasPrefix(base) ? $0 : "\(base):\($0)" }
                let plain = Set(tags.filter { !$0.hasSuffix(":candidate") }.map(names.plain)).sorted()
                entries.append("\(called): \(names.plain(base)): \(plain.joined(separator: " "))")
            }
        }
        return SystemState(images: images.sorted(), entries: entries.sorted())
    }
}

/// The lists of a report.
enum ReportList: String, CaseIterable {
    case built, pulled, preexisting, obsolete, obsoletePull, failedPull, failedBuild, skipped

    var entries: KeyPath<ActionsReport, [ActionsReport.Entry]> {
        switch self {
        case .built: \.built
        case .pulled: \.pulled
        case .preexisting: \.preexisting
        case .obsolete: \.obsolete
        case .obsoletePull: \.obsoletePull
        case .failedPull: \.failedPull
        case .failedBuild: \.failedBuild
        case .skipped: \.skipped
        }
    }

    /// Whether its images are as wanted.
    var isReady: Bool { self == .built || self == .pulled || self == .preexisting }
}

/// Takes out of references what is a system's own.
private struct SystemNames {
    private let prefix: String
    private let commits: [String: String]

    init(_ system: SampleSystem, commits: [String: String]) {
        prefix = system.prefix + "/"
        self.commits = commits
    }

    func plain(_ reference: String) -> String {
        let short = reference.hasPrefix(prefix) ? String(reference.dropFirst(prefix.count)) : reference
        guard let colon = short.lastIndex(of: ":") else { return short }
        let tag = String(short[short.index(after: colon)...])
        let kind = ["input-", "obsolete-", "unfinished-"].first(where: tag.hasPrefix)
        return short[...colon] + (commits[tag] ?? kind ?? tag)
    }
}

extension SampleSystem {
    /// What the commits of its projects are called: `platform-1` is the first one there.
    func commits() async throws -> [String: String] {
        var names: [String: String] = [:]
        for project in ["platform", "services"] {
            let log = try await git(project, "rev-list", "--reverse", "HEAD")
            for (number, commit) in log.split(separator: "\n").enumerated() {
                names[String(commit)] = "\(project)-\(number + 1)"
            }
        }
        return names
    }
}
