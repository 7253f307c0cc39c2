import Basics
internal import SystemPackage

/// What a checkout shows, told without starting a git.
///
/// Most checkouts of a run are as git left them, but for some edited files, and a process for each to hear that costs more than all
/// else. So the index is compared with the disk here, by the rule that git itself begins with; only what is beyond all doubt counts,
/// and everything else (a file whose `stat` alone changed, a name too many, a submodule, a setting that could matter) is left to
/// `git status`.
///
/// It counts only if the commit of ``head`` holds ``tree``, which the one git that reads all commits tells.
struct IndexStatCheck: Sendable {
    let directory: GitDirectory
    let head: CommitID
    /// The tree that the index makes.
    let tree: ObjectID
    let snapshot: CheckoutSnapshot

    /// Looks; `nil` when git has to be asked.
    init?(runner: GitRunner, directory: GitDirectory, scope: PathScope) async {
        let references = ReferenceFiles(directory: directory)
        guard let head = references.head, references.isHeadPlain, Ownership.isOurs(directory),
            ObjectStore(folder: directory.objects).holds(head),
            let (configuration, _) = contents(of: directory.configuration, limit: GitDirectory.smallFile),
            RepositoryFormat.isPlain(configuration),
            let (bytes, signature) = contents(of: directory.index, limit: CheckoutProbe.indexLimit),
            let index = IndexFile.content(of: bytes, scope: scope, hashLength: head.byteCount),
            let tree = index.tree, IndexFile.isIntact(bytes, hashLength: head.byteCount)
        else { return nil }
        let comparison = DiskComparison(content: index, index: signature)
        guard let outcome = await comparison.outcome(checkout: directory.checkout, scope: scope) else { return nil }
        let changes = outcome.resized.map { PathChange(path: index.entries[$0].path, status: .modified) }
        let snapshot = CheckoutSnapshot(
            head: head,
            changes: changes,
            ignored: [],
            tracked: index.entries,
            submodules: [],
            editedOnDisk: Set(changes.map(\.path)),
            attributesFiles: index.attributesFiles,
            lengths: index.stats.map(\.size),
            holdsJustTracked: true
        )
        if !outcome.racy.isEmpty {
            guard let probe = try? CheckoutProbe(runner: runner, checkout: directory.checkout, scope: scope) else {
                return nil
            }
            let conversion = probe.conversion(of: snapshot)
            guard conversion != .anything,
                outcome.racy.allSatisfy({
                    RacyFile(index.entries[$0], in: directory.checkout).isUnchanged(despite: conversion)
                })
            else { return nil }
        }
        // What was seen must be of one moment.
        guard FileSignature(path: directory.index) == signature, references.head == head,
            references.isHeadPlain
        else { return nil }
        self.directory = directory
        self.head = head
        self.tree = tree
        self.snapshot = snapshot
    }
}
