import Basics

extension RepoManifest {
    /// The checkout at `root` as a tree.
    public func tree(root: String) -> SourceTree {
        SourceTree(
            kind: .repo,
            root: root,
            origin: PathText.join(root, ".repo/manifest.xml"),
            projects: projects.map(\.treeProject),
            warnings: warnings
        )
    }
}

extension RepoManifest.Project {
    fileprivate var treeProject: SourceTree.Project {
        SourceTree.Project(
            name: name,
            path: path,
            url: url,
            vcsURL: vcsURL,
            remote: remote.name,
            revision: revision,
            revisionCandidates: revisionCandidates,
            branch: branch,
            groups: groups,
            update: "repo sync \(name)"
        )
    }

    /// The value of the `vcs-url` label: the remote's review URL joined with the name where that is an absolute URL
    /// (the first program's rule, so that existing images still match), else the project's own URL; without what
    /// could be a credential.
    private var vcsURL: String {
        guard let review = remote.review, review.contains("://") else { return RemoteURL.withoutCredentials(url) }
        return RemoteURL.withoutCredentials(review.hasSuffix("/") ? review + name : review + "/" + name)
    }

    /// The manifest's revision as people name it: without `refs/heads/` or `refs/tags/`. For a commit the branch it
    /// was pinned from (`upstream`, else `dest-branch`), where the manifest says so.
    private var branch: String {
        RevisionName(RevisionName(revision).isCommit ? upstream ?? destBranch ?? revision : revision).short
    }

    /// Where a checkout keeps the manifest's revision, best first: git's own names, as `repo` makes them.
    private var revisionCandidates: [String] {
        let heads = "refs/heads/"
        // A branch of the remote, not one of the checkout's own.
        if revision.hasPrefix(heads) { return ["refs/remotes/\(remoteName)/\(revision.dropFirst(heads.count))"] }
        return RevisionName(revision).candidates(remote: remoteName)
    }
}
