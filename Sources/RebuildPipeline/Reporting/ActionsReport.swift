import Foundation

/// What a run did, as other tools read it: the user's Jenkins and Ansible jobs push and remove images by it.
///
/// The keys and shapes of `ib_pulled` … `ib_failed_build` are the first program's; `reason`, `ib_external_images` and
/// `ib_skipped` are ours.
public struct ActionsReport: Sendable, Hashable, Codable {
    /// One image in one of the lists. Which fields are there depends on the list.
    public struct Entry: Sendable, Hashable, Codable {
        /// `sha256:…`
        public var id: String?
        /// In `ib_built` bare tags without the build tag, so that `base:tag` can be pushed; elsewhere full references.
        public var tags: [String]?
        /// The repository name.
        public var base: String?
        /// In `ib_preexisting_images`: those of its tags that this run gave it.
        public var addedTags: [String]?
        /// Under which its registry has it, as far as the engine knows: `sha256:…`
        public var digest: String?
        /// The build's log, as an absolute path.
        public var buildLog: String?
        /// Seconds from the build's start to its end.
        public var duration: Double?
        /// The reference under which it is meant to be pushed; only images that can be built have one.
        public var pushName: String?
        /// Why it is in this list.
        public var reason: String?
        /// In `ib_skipped`: the ancestor that failed.
        public var failedAncestor: String?
        /// In `ib_built`: `relabelled`, where no step was run; nil: it was built. In `ib_external_images`: `pulled`; nil: it
        /// was there.
        public var how: How?

        /// How an image came about, where its list does not say it.
        public enum How: String, Sendable, Hashable, Codable {
            /// The present image got the labels of now: contract, 2.5.
            case relabelled
            /// A registry was asked for it in this run.
            case pulled
        }

        public init(
            id: String? = nil,
            tags: [String]? = nil,
            base: String? = nil,
            addedTags: [String]? = nil,
            digest: String? = nil,
            buildLog: String? = nil,
            duration: Double? = nil,
            pushName: String? = nil,
            reason: String? = nil,
            failedAncestor: String? = nil,
            how: How? = nil
        ) {
            self.id = id
            self.tags = tags
            self.base = base
            self.addedTags = addedTags
            self.digest = digest
            self.buildLog = buildLog
            self.duration = duration
            self.pushName = pushName
            self.reason = reason
            self.failedAncestor = failedAncestor
            self.how = how
        }

        /// Writes what is there; the duration as a plain decimal number, because YAML readers of version 1.1 take
        /// `1e+0` for a text.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeIfPresent(id, forKey: .id)
            try container.encodeIfPresent(tags, forKey: .tags)
            try container.encodeIfPresent(base, forKey: .base)
            try container.encodeIfPresent(addedTags, forKey: .addedTags)
            try container.encodeIfPresent(digest, forKey: .digest)
            try container.encodeIfPresent(buildLog, forKey: .buildLog)
            try container.encodeIfPresent(duration.map { Decimal(($0 * 1000).rounded()) / 1000 }, forKey: .duration)
            try container.encodeIfPresent(pushName, forKey: .pushName)
            try container.encodeIfPresent(reason, forKey: .reason)
            try container.encodeIfPresent(failedAncestor, forKey: .failedAncestor)
            try container.encodeIfPresent(how, forKey: .how)
        }

        enum CodingKeys: String, CodingKey, CaseIterable {
            case id, tags, base, digest
            case addedTags = "added_tags"
            case buildLog = "build_log"
            case duration
            case pushName = "push_name"
            case reason
            case failedAncestor = "failed_ancestor"
            case how
        }
    }

    public var pulled: [Entry] = []
    public var built: [Entry] = []
    public var preexisting: [Entry] = []
    /// Bases that no list names, there or pulled: whoever tags and pushes what the other lists hold leaves them alone.
    public var external: [Entry] = []
    public var obsolete: [Entry] = []
    public var failedPull: [Entry] = []
    public var obsoletePull: [Entry] = []
    public var failedBuild: [Entry] = []
    public var skipped: [Entry] = []
    /// How many images failed; each is in one of the lists above.
    public var failures = 0
    /// How the run ended; nil where the file does not say, as those of the first program do not.
    public var outcome: Outcome?

    /// How a run ended, or that it has not.
    public enum Outcome: String, Sendable, Hashable, Codable {
        /// It goes on, or it was killed before it could say more.
        case running
        /// Every image is as wanted.
        case succeeded
        /// An image failed, or was skipped.
        case failed
        /// It was stopped before it was done.
        case interrupted
    }

    /// When the run began, the first one where several did the job together: RFC 3339 in UTC. What is older was not built by it.
    public var started: String?

    public init() {}

    /// Reads what the first program wrote, too: lists may be missing or null.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard !container.allKeys.isEmpty else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "none of its keys is one of an actions file")
            )
        }
        func list(_ key: CodingKeys) throws -> [Entry] {
            try container.decodeIfPresent([Entry].self, forKey: key) ?? []
        }
        pulled = try list(.pulled)
        built = try list(.built)
        preexisting = try list(.preexisting)
        external = try list(.external)
        obsolete = try list(.obsolete)
        failedPull = try list(.failedPull)
        obsoletePull = try list(.obsoletePull)
        failedBuild = try list(.failedBuild)
        skipped = try list(.skipped)
        failures = try container.decodeIfPresent(Int.self, forKey: .failures) ?? 0
        outcome = try container.decodeIfPresent(Outcome.self, forKey: .outcome)
        started = try container.decodeIfPresent(String.self, forKey: .started)
    }

    /// The images that it says are as wanted, by repository name.
    var done: Set<String> { Set((built + pulled + preexisting + external).compactMap(\.base)) }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case pulled = "ib_pulled"
        case built = "ib_built"
        case preexisting = "ib_preexisting_images"
        case external = "ib_external_images"
        case obsolete = "ib_obsolete_images"
        case failedPull = "ib_failed_pull"
        case obsoletePull = "ib_obsolete_pull"
        case failedBuild = "ib_failed_build"
        case skipped = "ib_skipped"
        case failures = "ib_failures"
        case outcome = "ib_outcome"
        case started = "ib_started"
    }

    /// Whether the run ended, and every image was as wanted then.
    public var succeeded: Bool { outcome == .succeeded }

    /// Whether the run was stopped before it was done.
    public var interrupted: Bool { outcome == .interrupted }

    /// Why there may be nothing to push: `2 kept, 1 failed, 4 skipped (--all pushes what was kept or pulled)`.
    public func leftUnpushed(all: Bool) -> String {
        let counts = [
            (preexisting.count, "kept"), (pulled.count, "pulled"), (failures, "failed"), (skipped.count, "skipped"),
        ]
        let said = counts.filter { $0.0 > 0 || $0.1 == "kept" }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        let isMore = !all && (preexisting + pulled).contains { $0.pushName != nil }
        return said + (isMore ? " (--all pushes what was kept or pulled)" : "")
    }

    /// `2 pulled, 3 built, 1 kept, 1 failed, 4 skipped`; external images count as what became of them.
    public var summary: String {
        let pulledBases = external.count { $0.how == .pulled }
        let counts = [
            (pulled.count + pulledBases, "pulled"), (built.count, "built"),
            (preexisting.count + external.count - pulledBases, "kept"), (failures, "failed"),
            (skipped.count, "skipped"),
        ]
        let said = counts.filter { $0.0 > 0 || $0.1 == "kept" }.map { "\($0.0) \($0.1)" }
        return said.joined(separator: ", ") + (interrupted ? ", interrupted" : "")
    }
}
