import GitProbe
import ManifestKit
import RebuildPlanning
import SystemPackage

/// Git, and whether it reads the checkouts of the tree.
extension HealthCheck {
    func gitFindings() async -> [HealthFinding] {
        switch subjects.git {
        case .failure(let error):
            return [HealthFinding("git", .problem, error.message, remedy: error.hint)]
        case .success(let git):
            return [await versionFinding(git)] + (await checkoutFindings(git))
        }
    }

    private func versionFinding(_ git: GitProbe) async -> HealthFinding {
        do throws(GitProbeError) {
            let version = try await git.version()
            if GitProbe.isRecent(version) { return HealthFinding("git", .ok, "\(git.executable.string), \(version)") }
            return HealthFinding(
                "git",
                .problem,
                "\(git.executable.string) is \(version), and \(GitProbe.oldestVersion) is needed",
                remedy: "install git \(GitProbe.oldestVersion) or later"
            )
        } catch {
            return HealthFinding("git", .problem, error.message, remedy: error.hint)
        }
    }

    /// One finding for all that can be read, and one for each that cannot.
    private func checkoutFindings(_ git: GitProbe) async -> [HealthFinding] {
        let tree: SourceTree
        do throws(InputError) {
            tree = try await Workspace.loadTree(inputs, git: git)
        } catch {
            let why = error.diagnostics.first.map { $0.message } ?? "there is no tree"
            return [
                HealthFinding("checkouts", .skipped, "no tree is read: \(why)", remedy: "imagebuilder check tells more")
            ]
        }
        let places = tree.projects.map { $0.path == "." ? tree.root : "\(tree.root)/\($0.path)" }
        // A path that no project has: that git reads the checkout at all is what counts, not what is in it.
        let nothing = [GitPath(".imagebuilder-doctor")]
        let answers = await git.probe(
            places.map { ProbeRequest(checkout: $0, paths: nothing) },
            jobs: GitProbe.defaultJobs
        )
        var problems: [HealthFinding] = []
        var missing = 0
        for (place, answer) in zip(places, answers) {
            guard case .failure(let error) = answer else { continue }
            if error.code == .notARepository {
                missing += 1
            } else {
                problems.append(HealthFinding("checkouts", .problem, "\(place): \(error.message)", remedy: error.hint))
            }
        }
        let count = answers.count - problems.count - missing
        var all = problems
        if missing > 0 {
            let remedy = tree.projects.lazy.compactMap(\.update).first
            all.append(
                HealthFinding("checkouts", .warning, "\(missing) of \(answers.count) are not there", remedy: remedy)
            )
        }
        if count > 0 || all.isEmpty {
            all.append(
                HealthFinding("checkouts", .ok, "git reads \(count) of \(answers.count) (\(tree.kind.rawValue))")
            )
        }
        return all
    }
}
