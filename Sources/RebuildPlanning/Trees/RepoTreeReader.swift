import Basics
import GitProbe
import ManifestKit

/// Reads a checkout that `repo` made.
struct RepoTreeReader {
    /// The folder that holds `.repo`.
    let root: String
    /// Asked for the manifest repository's URL only; nil: relative fetch URLs stay as they are written.
    let git: GitProbe?

    func read() async throws(InputError) -> RepoManifest {
        try RepoManifest.load(checkout: root, manifestURL: await manifestURL)
    }

    /// The URL the manifest repository was cloned from, as `repo` keeps it; nil where it cannot be had.
    private var manifestURL: String? {
        get async {
            guard let git else { return nil }
            for place in [".repo/manifests.git/config", ".repo/manifests/.git/config"] {
                let file = PathText.join(root, place)
                guard DiskPath.exists(file) else { continue }
                if let url = try? await git.configValue("remote.origin.url", file: file) { return url }
            }
            return nil
        }
    }
}
