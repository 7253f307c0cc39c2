/// A fact behind a decision, which a person can check.
public enum Reason: Hashable, Sendable, Codable {
    /// A tracked file differs from HEAD. `path` starts with the project's checkout path.
    case changedFile(path: String, status: String)
    /// A file that git does not know lies within the sources.
    case untrackedFile(path: String)
    /// A committed file differs from the manifest's revision.
    case commitNotOnRevision(path: String, status: String, head: String, revision: String)
    /// More facts of the kind before this one; only their number is told.
    case furtherChanges(count: Int)
    /// An image that it is made from has sources in the same project that are not clean.
    case ancestorNotClean(repository: String, state: SourceState)
    /// Git could not tell the state of the sources.
    case sourcesUnknown(message: String)
    /// The best present image has another value under this label.
    case labelDiffers(label: String, expected: String, found: String, image: String)
    /// The best present image lacks this label.
    case labelMissing(label: String, expected: String, image: String)
    /// The present image was made of other inputs.
    case inputDigestDiffers(expected: String, found: String, image: String)
    /// One part of the inputs differs from what the present image was built of.
    case inputDiffers(part: String, change: String)
    /// The present image was made of the same inputs.
    case inputDigestEqual(digest: String, image: String)
    /// The present image has no input digest, but every comparable label is as expected.
    case labelsEqual(image: String)
    /// The present image is right in content, and this label of it is not true.
    case labelUntrue(label: String, found: String, expected: String, image: String)
    /// An image that this one is made from is relabelled.
    case parentIsRelabelled(parent: String)
    /// The present image cannot be relabelled without a build.
    case notRelabelled(image: String, obstacle: RelabelObstacle)
    /// The engine holds no image of this name.
    case notPresent(reference: String)
    /// The engine holds it under exactly this reference.
    case present(reference: String)
    /// It is present but lacks a tag.
    case tagMissing(tag: String)
    /// A branch or git tag that it is to be tagged with is no legal tag.
    case tagMadeLegal(written: String, tag: String)
    /// The user asked for a build.
    case forced
    /// An image that this one is made from is built.
    case parentIsBuilt(parent: String)
    /// The engine's base under this reference is not the one the image was built on.
    case baseMoved(reference: String, expected: String, found: String)
    /// An image that this one is built on is built because its base has moved, and this one does not tell which base it was built on.
    case baseUnrecorded(reference: String, image: String)
    /// The engine's image under this reference is not the one that the lock file names.
    case notAsLocked(reference: String, locked: String, found: String)
    /// The list wants it locked, and the lock file does not name it.
    case notLocked(reference: String)
    /// Its registry means another image by the reference than the engine.
    case movedInRegistry(reference: String, published: String, found: String)
    /// The context holds files that git ignores: nothing says that they are as the manifest has them.
    case gitIgnoredFiles(count: Int, examples: [String])
    /// Its sources and all its ancestors' are as the manifest says, so the registry may have it.
    case clean(reference: String)
    /// A registry has it.
    case published(reference: String, digest: String)
    /// Its registry was asked, and has nothing under this reference.
    case notPublished(reference: String, message: String)
    /// What its registry has under this reference is made of something else.
    case publishedDiffers(reference: String, message: String)
    /// The tag has gone to another image since the plan was made; the plan's is taken.
    case tagMoved(reference: String, planned: String, now: String)
    /// The registry cannot be reached.
    case registryUnreachable(host: String, message: String)
    /// The registry answered, and gave nothing.
    case registryRefused(reference: String, message: String)
    /// It would have to be built, which the pull policy forbids.
    case buildForbidden
    /// It would have to be pulled, which the pull policy forbids.
    case pullForbidden
    /// A registry was asked for it under this name, and had nothing usable.
    case notPulled(reference: String, message: String)
    /// No engine was asked what it has.
    case noEngine
}

extension Reason {
    /// Whether the image stands on a base that is no longer the one of its registry or engine.
    var isBaseMoved: Bool {
        switch self {
        case .baseMoved, .baseUnrecorded: true
        default: false
        }
    }

    /// The image whose own decision is behind it.
    public var parent: String? {
        switch self {
        case .parentIsBuilt(let parent), .parentIsRelabelled(let parent): parent
        default: nil
        }
    }
}

extension Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .changedFile(let path, let status): "\(status): \(path)"
        case .untrackedFile(let path): "untracked: \(path)"
        case .commitNotOnRevision(let path, let status, let head, let revision):
            "diverged: \(path) \(status) in \(Self.short(head)), which is not as at \(revision)"
        case .furtherChanges(let count): "and \(count) more changed \(count == 1 ? "file" : "files")"
        case .ancestorNotClean(let repository, let state):
            "\(state.rawValue): an image that it is made from, of the same project \(repository)"
        case .sourcesUnknown(let message): "sources unknown: \(message)"
        case .labelDiffers(let label, let expected, let found, let image):
            "label \(label) of \(Self.short(image)) is '\(found)', wanted '\(expected)'"
        case .labelMissing(let label, let expected, let image):
            "\(Self.short(image)) has no label \(label), wanted '\(expected)'"
        case .inputDigestDiffers(let expected, let found, let image):
            "\(Self.short(image)) was built of other inputs (\(Self.short(found)), now \(Self.short(expected)))"
        case .inputDiffers(let part, let change): "\(part): \(change)"
        case .inputDigestEqual(let digest, let image):
            "\(Self.short(image)) was built of the same inputs (\(Self.short(digest)))"
        case .labelsEqual(let image): "every comparable label of \(Self.short(image)) is as expected"
        case .labelUntrue(let label, let found, let expected, let image):
            "\(Self.short(image)) says \(label) '\(found)', and '\(expected)' is true: its content is right, its words are not"
        case .parentIsRelabelled(let parent): "parent \(parent) is relabelled"
        case .notRelabelled(let image, let obstacle): "\(Self.short(image)) cannot be relabelled: \(obstacle)"
        case .notPresent(let reference): "no image \(reference) on the engine"
        case .present(let reference): "present as \(reference)"
        case .tagMissing(let tag): "lacks the tag \(tag)"
        case .tagMadeLegal(let written, let tag): "'\(written)' is no legal tag; '\(tag)' stands for it"
        case .forced: "a build of everything was asked for"
        case .parentIsBuilt(let parent): "parent \(parent) is built"
        case .baseMoved(let reference, let expected, let found):
            "base moved: \(reference) is now \(found), the image was built on \(expected)"
        case .baseUnrecorded(let reference, let image):
            "base moved: \(Self.short(image)) does not tell which \(reference) it was built on"
        case .notAsLocked(let reference, let locked, let found):
            "\(reference) is \(Self.short(found)) on the engine, the lock file has \(Self.short(locked))"
        case .notLocked(let reference): "\(reference) is to be locked, and the lock file does not name it"
        case .movedInRegistry(let reference, let published, let found):
            "\(reference) is \(Self.short(published)) in its registry, \(Self.short(found)) on the engine"
        case .gitIgnoredFiles(let count, let examples):
            "\(count) \(count == 1 ? "file" : "files") that git ignores \(count == 1 ? "is" : "are") in the context: "
                + examples.joined(separator: ", ") + (count > examples.count ? ", …" : "")
                + "; name \(count == 1 ? "it" : "them") in the ignore file, or leave out of the context what git ignores"
        case .clean(let reference): "clean: the registry may have \(reference)"
        case .published(let reference, let digest): "published as \(reference) (\(Self.short(digest)))"
        case .notPublished(let reference, let message): "not published as \(reference): \(message)"
        case .publishedDiffers(let reference, let message): "published as \(reference), but \(message)"
        case .tagMoved(let reference, let planned, let now):
            "\(reference) names \(Self.short(now)) by now; \(Self.short(planned)) is taken, as the plan says"
        case .registryUnreachable(let host, let message): "the registry \(host) cannot be reached: \(message)"
        case .registryRefused(let reference, let message): "the registry did not tell of \(reference): \(message)"
        case .buildForbidden: "would have to be built, which the pull policy 'required' forbids"
        case .pullForbidden: "would have to be pulled, which the pull policy 'never' forbids"
        case .notPulled(let reference, let message): "\(reference) was not to be had: \(message)"
        case .noEngine: "no engine was asked"
        }
    }

    /// The first 12 characters of a digest or commit, without its algorithm: enough to find it again by eye.
    package static func short(_ digest: String) -> String {
        let hex = digest.split(separator: ":").last ?? ""
        return hex.count > 12 && hex.allSatisfy(\.isHexDigit) ? String(hex.prefix(12)) : digest
    }
}
