public import GitProbe
import ImageGraph
import ManifestKit

/// Finds everything that can be known of a tree to be wrong without an engine, all of it in one run.
///
/// It goes on after each problem: one broken Dockerfile does not hide what is wrong with the others. What follows from a
/// problem that has been told is not told again.
public struct TreeCheck: Sendable {
    private let options: WorkspaceOptions
    private let git: GitProbe?
    private let jobs: Int

    /// - Parameters:
    ///   - git: nil: nothing is said of what only git knows.
    ///   - jobs: how many projects are probed, and contexts read, at once.
    public init(_ options: WorkspaceOptions, git: GitProbe?, jobs: Int = GitProbe.defaultJobs) {
        self.options = options
        self.git = git
        self.jobs = jobs
    }

    /// Reads all inputs and looks at all images of the list. Nothing that it meets is an error of this function.
    public func run() async -> CheckReport {
        var findings: [Diagnostic] = []
        let tree = await tree(&findings)
        let whitelist = whitelist(&findings)
        guard let reading = list(&findings) else { return CheckReport(findings, imageCount: 0) }

        // Without a tree no image can be found; its entry in the list and the whitelist can be judged all the same.
        let all = Set(reading.list.buildable.map(\.name))
        var loader = WorkspaceLoader(
            options: options,
            tree: tree ?? SourceTree(kind: .repo, root: options.repoRoot),
            list: reading.list,
            jobs: jobs,
            unread: tree == nil ? all : reading.incomplete
        )
        let survey = await loader.survey(whitelist: whitelist)
        findings += survey.problems + survey.workspace.warnings
        findings += WhitelistCheck(whitelist: whitelist, names: survey.names).findings()
        findings += EntryCheck(survey: survey).findings()
        findings += BaseCheck(survey: survey).findings()
        findings += BaseListCheck(survey: survey, list: reading.list, listFile: options.imageList).findings()
        findings += LabelCheck(survey: survey).findings()
        findings += DockerfileCheck(survey: survey).findings()
        async let ofContexts = ContextCheck(survey: survey, jobs: jobs).findings()
        if let git { findings += await SourceCheck(survey: survey, git: git, jobs: jobs).findings() }
        findings += await ofContexts
        return CheckReport(findings, imageCount: survey.workspace.images.count)
    }

    private func tree(_ findings: inout [Diagnostic]) async -> SourceTree? {
        do throws(InputError) {
            return try await Workspace.loadTree(options, git: git)
        } catch {
            findings += error.diagnostics
            return nil
        }
    }

    private func list(_ findings: inout [Diagnostic]) -> ImageList.Reading? {
        do throws(InputError) {
            let reading = try ImageList.read(file: options.imageList)
            findings += reading.diagnostics
            return reading
        } catch {
            findings += error.diagnostics
            return nil
        }
    }

    private func whitelist(_ findings: inout [Diagnostic]) -> Whitelist? {
        guard let file = options.whitelist else { return nil }
        do throws(InputError) {
            let (whitelist, diagnostics) = try Whitelist.read(file: file)
            findings += diagnostics
            return whitelist
        } catch {
            findings += error.diagnostics
            // What a whitelist that cannot be read wants is not known, so nothing is taken to be wanted.
            return Whitelist(entries: [])
        }
    }
}
