internal import SystemPackage

extension CheckoutProbe {
    /// Refuses a checkout whose own configuration makes git look at another folder.
    ///
    /// Git itself is asked only where the files leave that open: submodules have their own folder in `core.worktree`.
    func refuseForeignWorkTree() async throws(GitProbeError) {
        let found: FilePath
        switch RepositoryFormat.workTree(of: directory) {
        case .itsOwn: return
        case .at(let path): found = directory.own.pushing(path)
        case .unclear: found = try await topLevel()
        }
        guard let here = directory.checkout.resolved, let there = found.resolved, here == there else {
            throw GitProbeError(
                code: .notARepository,
                checkout: directory.checkout,
                message: "not a git checkout of its own: its configuration leads to \(found.string)",
                hint: "git config core.worktree tells"
            )
        }
    }

    /// The folder that git takes for the top of the checkout.
    private func topLevel() async throws(GitProbeError) -> FilePath {
        let output: GitOutput
        do {
            output = try await runner.run(RepositoryCommands.topLevel, in: directory.checkout)
        } catch {
            throw Ownership.explain(error, directory)
        }
        var line = output.bytes
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        guard !line.isEmpty, let path = FilePath(kernelBytes: line) else {
            throw GitProbeError(
                code: .unexpectedOutput,
                checkout: directory.checkout,
                message: "git rev-parse wrote something that is not understood"
            )
        }
        return path
    }
}
