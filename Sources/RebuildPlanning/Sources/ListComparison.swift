import GitProbe
import ImageGraph

/// Compares the list that a build is sent with the list that was digested, and names what differs.
struct ListComparison {
    private let recipe: BuildRecipe
    private let facts: ProjectFacts
    private let planned: ImageSources?

    init(_ recipe: BuildRecipe, facts: ProjectFacts, planned: ImageSources?) {
        self.recipe = recipe
        self.facts = facts
        self.planned = planned?.inputDigest == nil ? nil : planned
    }

    /// What was read of a file when it was digested.
    func known(_ file: UnreadFile) -> HashedFile? { planned?.readFiles[file] }

    /// - Throws: where a file was not digested, and where a link leads elsewhere than then.
    func requireKnown(_ files: [SourceFile], _ entries: [ContextEntry]) throws(ContextError) {
        guard planned != nil else { return }
        var links: [ContextPath: [UInt8]] = [:]
        for entry in entries { if case .symlink(let target) = entry.kind { links[entry.path] = target } }
        for file in files {
            guard let content = file.content.hashed(known) else {
                throw Self.changed("\(file.path)", "it is new, or of another kind")
            }
            guard let target = links[file.path] else {
                guard content.mode != .symbolicLink else {
                    throw Self.changed("\(file.path)", "it was a symbolic link")
                }
                continue
            }
            guard content.mode == .symbolicLink else { throw Self.changed("\(file.path)", "it is now a symbolic link") }
            guard ContentHasher.blob(of: target, isSHA256: content.blob.byteCount == 32) == content.blob else {
                throw Self.changed("\(file.path)", "the link leads elsewhere")
            }
        }
    }

    /// - Throws: where the digest of the list is not that of the plan.
    func require(_ digest: String?, _ sent: SentContext) throws(ContextError) {
        guard let planned, digest != planned.inputDigest else { return }
        let present = Set(sent.entries.map(\.entry.source))
        if let gone = planned.readFiles.keys.map(\.path).filter({ !present.contains($0) && isInContext($0) }).min(
            by: Self.isLess
        ) {
            throw Self.changed(String(decoding: gone, as: UTF8.self), "it is no longer there")
        }
        if let gone = vouchedFor(besides: Set(sent.entries.map(\.entry.path))) {
            throw Self.changed("\(gone)", "it is no longer there")
        }
        throw ContextError(
            code: .changedDuringWalk,
            path: recipe.contextPath,
            message: "the build context is not as it was when the plan was made",
            hint: "run again when nothing writes to the source tree"
        )
    }

    /// - Throws: where the Dockerfile that was digested is not the one that was parsed.
    func requireParsed(_ dockerfile: HashedFile?) throws(ContextError) {
        guard planned != nil, let digested = dockerfile?.blob else { return }
        let parsed = ContentHasher.blob(of: recipe.dockerfileContent, isSHA256: digested.byteCount == 32)
        guard parsed != digested else { return }
        throw Self.changed(recipe.dockerfilePath, "it was parsed with another content")
    }

    private static func isLess(_ left: [UInt8], _ right: [UInt8]) -> Bool { left.lexicographicallyPrecedes(right) }

    private func isInContext(_ disk: [UInt8]) -> Bool {
        recipe.sources.areas.contains { disk.starts(with: $0.root.utf8) }
    }

    /// A file that git vouched for, and that is not among these.
    private func vouchedFor(besides present: Set<ContextPath>) -> ContextPath? {
        for scope in SourceScope.scopes(of: recipe) {
            guard case .success(let known)? = facts[scope.place.checkout] else { continue }
            for file in known.tracked.under(scope.folder) where file.isVouchedFor && !scope.isForeign(file.path) {
                guard let path = scope.contextPath(of: file.path), !present.contains(path),
                    !recipe.ignore.leavesOut(path), known.worktreeChanges.covering(file.path) == nil
                else { continue }
                return path
            }
        }
        return nil
    }

    private static func changed(_ path: String, _ why: String) -> ContextError {
        ContextError(
            code: .changedDuringWalk,
            path: path,
            message: "changed after the plan was made: \(why)",
            hint: "run again when nothing writes to the source tree"
        )
    }
}
