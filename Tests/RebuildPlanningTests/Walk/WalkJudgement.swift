import Basics
import ImageGraph
import RebuildPlanning
import WalkSupport

/// What a walk finds of one image, held against what the program says.
struct WalkJudgement {
    let verdict: WalkVerdict
    /// Everything that goes into the image, one line each.
    let content: String
    /// What the program says wrongly; nil where all is right.
    let wrong: String?

    init(
        _ sources: WalkSources,
        _ facts: ImageSources,
        _ context: SentContext,
        _ checkouts: [String: WalkGit.Checkout],
        _ world: WalkWorld
    ) throws {
        var sent: [String: (source: String, item: WalkItem)] = [:]
        var oddModes: [String] = []
        for entry in context.entries {
            let source = String(decoding: entry.entry.source, as: UTF8.self)
            if entry.entry.kind == .folder {
                if entry.mode != 0o755 { oddModes.append("\(entry.entry.path)") }
                continue
            }
            guard let item = WalkItem(disk: source, mode: entry.mode) else { continue }
            if item.mode.hasPrefix("100"), entry.mode != 0o644, entry.mode != 0o755 {
                oddModes.append("\(entry.entry.path)")
            }
            sent[entry.entry.path.description] = (source, item)
        }
        let verdict = WalkVerdict(sources, sent: sent, checkouts, world)
        self.verdict = verdict
        var lines = sent.map { "\($0.value.item.mode) \($0.value.item.ids.min() ?? "") \($0.key)" }.sorted()
        lines.append("dockerfile \(WalkItem(disk: sources.dockerfile)?.ids.min() ?? "")")
        if let file = sources.ignoreFile { lines.append("ignore \(WalkItem(file: file)?.ids.min() ?? "")") }
        content = lines.joined(separator: "\n")
        let onDisk = try sources.onDisk()
        let listed = sent.mapValues(\.source)
        if !oddModes.isEmpty {
            wrong = "is sent with other modes than 0644 and 0755: \(oddModes)"
        } else if onDisk != listed {
            let (missing, extra) = (
                onDisk.filter { listed[$0.key] != $0.value }, listed.filter { onDisk[$0.key] != $0.value }
            )
            wrong = "sends other files than are there: not sent \(missing), sent \(extra)"
        } else if facts.state != verdict.state {
            wrong = "is called \(facts.state), and is \(verdict.state)"
        } else {
            wrong = Self.wrongLabel(facts, verdict, checkouts)
        }
    }

    private static func wrongLabel(
        _ facts: ImageSources,
        _ verdict: WalkVerdict,
        _ checkouts: [String: WalkGit.Checkout]
    ) -> String? {
        for part in [facts.own] + facts.components {
            let state = verdict.states[part.repository] ?? .clean
            if part.state != state { return "\(part.repository) is called \(part.state), and is \(state)" }
        }
        let own = facts.own.repository
        for (label, value) in facts.labels where label.hasSuffix(".vcs-ref") || label.hasSuffix(".revision") {
            let isOwn = !label.hasPrefix("org.opencord.component.")
            let repository = isOwn ? own : label.split(separator: ".").dropFirst(3).first.map(String.init) ?? ""
            let state = isOwn ? verdict.state : verdict.states[repository] ?? .clean
            let right = state == .clean || state == .diverged ? checkouts[repository]?.head : ""
            if value != right { return "label \(label) is '\(value)', and should be '\(right ?? "")'" }
        }
        let isClean = facts.labels["org.label-schema.version"] == "o/main"
        return isClean == (verdict.state == .clean) ? nil : "label version is wrong"
    }
}

extension WalkItem {
    /// A file behind whatever links lead to it.
    init?(file: String) {
        guard let real = DiskPath.resolved(file) else { return nil }
        self.init(disk: real)
    }
}
