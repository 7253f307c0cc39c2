import Basics
import ManifestKit

/// What labels and git need to know of a project beyond what the manifest says outright.
extension RepoManifest.Project {
    /// The value of the `vcs-url` label: the remote's review URL joined with the name where that is an absolute URL
    /// (the first program's rule, so that existing images still match), else the project's own URL; without what
    /// could be a credential.
    var vcsURL: String {
        guard let review = remote.review, review.contains("://") else { return RemoteURL.withoutCredentials(url) }
        return RemoteURL.withoutCredentials(review.hasSuffix("/") ? review + name : review + "/" + name)
    }

    /// The manifest's revision as people name it: without `refs/heads/` or `refs/tags/`. For a commit the branch it
    /// was pinned from (`upstream`, else `dest-branch`), where the manifest says so.
    var branch: String {
        let named = isCommit ? upstream ?? destBranch ?? revision : revision
        for prefix in ["refs/heads/", "refs/tags/"] where named.hasPrefix(prefix) {
            return String(named.dropFirst(prefix.count))
        }
        return named
    }

    /// Where a checkout keeps the manifest's revision, best first: git's own names, as `repo` makes them.
    var revisionCandidates: [String] {
        if isCommit || revision.hasPrefix("refs/tags/") { return [revision] }
        if revision.hasPrefix("refs/heads/") {
            return ["refs/remotes/\(remoteName)/\(revision.dropFirst("refs/heads/".count))"]
        }
        if revision.hasPrefix("refs/") { return [revision] }
        return ["refs/remotes/\(remoteName)/\(revision)", "refs/tags/\(revision)"]
    }

    /// Whether the revision is a full commit hash (SHA-1 or SHA-256).
    private var isCommit: Bool {
        (revision.utf8.count == 40 || revision.utf8.count == 64) && revision.allSatisfy(\.isHexDigit)
    }
}
