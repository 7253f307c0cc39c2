import ImageGraph

extension IgnorePatterns {
    /// Whether a build leaves a single path out of its context.
    ///
    /// By the rule of a walk, which is docker's: `isIgnored` can differ where a pattern that takes back in stands
    /// between two that leave out.
    func leavesOut(_ path: ContextPath) -> Bool {
        var scan = makeScan()
        return scan.isIgnored(path)
    }
}
