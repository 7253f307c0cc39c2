import Basics

extension RepoManifest {
    /// Loops of submanifests end here; git-repo's own bound.
    private static let deepestSubmanifest = 8

    /// Reads the manifest of a `repo` checkout: `.repo/manifest.xml` (a symbolic link, a copy, or the file with one
    /// `<include>` that newer `repo` writes), then `.repo/local_manifests/*.xml` in the order of their names, and the
    /// manifests of checked-out `<submanifest>`s.
    ///
    /// - Parameters:
    ///   - root: the top of the tree, the folder that holds `.repo`.
    ///   - manifestURL: the URL of the manifest repository (`remote.origin.url` of `.repo/manifests.git`), against
    ///     which relative `fetch` URLs are resolved. Without it they stay as written, with a warning.
    /// - Throws: ``InputError`` with everything that is wrong, in all files. That a project is not checked out is
    ///   no error: the tree itself is not looked at.
    public static func load(checkout root: String, manifestURL: String? = nil) throws(InputError) -> RepoManifest {
        let folder = PathText.join(root, ".repo")
        guard DiskPath.exists(folder) else {
            throw InputError([
                Diagnostic(
                    .notACheckout,
                    file: folder,
                    message: "\(root.quoted) is not the top of a repo checkout: it has no .repo",
                    hint: "run repo init and repo sync there, or name the folder that holds .repo"
                )
            ])
        }
        return try load(
            repoFolder: folder,
            submanifest: "",
            groups: [],
            manifestURL: manifestURL,
            depth: 0
        )
    }

    /// Reads one manifest file and what it includes.
    ///
    /// - Parameters:
    ///   - file: the manifest.
    ///   - includeRoot: the folder that `<include name>` is relative to, at every depth: the top of the manifest
    ///     repository.
    ///   - manifestURL: the URL of the manifest repository, see ``load(checkout:manifestURL:)``.
    /// - Throws: ``InputError`` with everything that is wrong, in all files.
    public static func load(
        file: String,
        includeRoot: String,
        manifestURL: String?
    ) throws(InputError) -> RepoManifest {
        var loader = ManifestLoader()
        let elements = loader.elements(of: file, .init(includeRoot: includeRoot))
        let evaluator = try evaluate(elements, loader, file, manifestURL)
        return RepoManifest(projects: evaluator.projects(), warnings: evaluator.log.warnings)
    }

    /// - Parameter submanifest: the path of the submanifest relative to the top of the tree; empty for the outermost.
    private static func load(
        repoFolder: String,
        submanifest: String,
        groups: Set<String>,
        manifestURL: String?,
        depth: Int
    ) throws(InputError) -> RepoManifest {
        let folder = submanifest.isEmpty ? repoFolder : "\(repoFolder)/submanifests/\(submanifest)"
        let file = "\(folder)/manifest.xml"
        var loader = ManifestLoader()
        if DiskPath.exists("\(folder)/local_manifest.xml") {
            loader.log.add(
                .localManifestFile,
                in: "\(folder)/local_manifest.xml",
                "repo no longer reads this file",
                hint: "move it to \(folder)/local_manifests/"
            )
        }
        let inherited = submanifest.isEmpty ? groups : groups.union(["submanifest::path:\(submanifest)"])
        var elements = loader.elements(of: file, .init(includeRoot: "\(folder)/manifests", groups: inherited))
        for name in localManifests(in: "\(folder)/local_manifests") {
            elements += loader.elements(
                of: "\(folder)/local_manifests/\(name)",
                .init(includeRoot: folder, groups: inherited.union(["local::\(name.dropLast(".xml".count))"]))
            )
        }
        let evaluator = try evaluate(elements, loader, file, manifestURL)
        var projects = evaluator.projects()
        var warnings = evaluator.log.warnings
        for inner in evaluator.submanifests {
            let path = PathText.join(submanifest, inner.path)
            let name = inner.manifestName ?? "default.xml"
            guard DiskPath.exists("\(repoFolder)/submanifests/\(path)/manifests/\(name)") else { continue }
            guard depth < deepestSubmanifest else {
                throw InputError([
                    Diagnostic(
                        .tooDeep,
                        file: file,
                        message: "submanifests are nested deeper than \(deepestSubmanifest)"
                    )
                ])
            }
            let manifest = try load(
                repoFolder: repoFolder,
                submanifest: path,
                groups: inner.groups,
                manifestURL: evaluator.manifestURL(of: inner),
                depth: depth + 1
            )
            projects += manifest.projects.map { $0.moved(below: inner.path) }
            warnings += manifest.warnings
        }
        return RepoManifest(projects: projects, warnings: warnings)
    }

    private static func evaluate(
        _ elements: [MarkupElement],
        _ loader: ManifestLoader,
        _ file: String,
        _ manifestURL: String?
    ) throws(InputError) -> ManifestEvaluator {
        // With a file missing, the rest would be reported for lacking what that file defines.
        try loader.log.throwIfFailed()
        var evaluator = ManifestEvaluator(file: file, manifestURL: manifestURL, log: loader.log)
        evaluator.evaluate(elements)
        try evaluator.log.throwIfFailed()
        return evaluator
    }

    /// The names of the local manifests, in the order in which they are read; none if there is no such folder, or it
    /// cannot be read, as git-repo has it.
    private static func localManifests(in folder: String) -> [String] {
        ((try? DiskPath.names(in: folder)) ?? []).filter { $0.hasSuffix(".xml") }
    }
}

extension RepoManifest.Project {
    /// The same project with its path seen from the tree around a submanifest's.
    fileprivate func moved(below folder: String) -> Self {
        Self(
            name: name,
            path: path == "." ? folder : "\(folder)/\(path)",
            remote: remote,
            revision: revision,
            upstream: upstream,
            destBranch: destBranch,
            groups: groups,
            implicitGroups: implicitGroups,
            url: url,
            position: position
        )
    }
}
