/// What `git ls-files --stage -v -z` writes: a letter, a mode, an object id, a stage, a tab and a path.
enum LsFilesOutput {
    /// Reads the output; `nil` when a record is not understood.
    static func entries(_ bytes: [UInt8], scope: PathScope) -> [TrackedFile]? {
        var entries: [TrackedFile] = []
        var cursor = PathScope.Cursor()
        var records = Records(bytes)
        while let record = records.next() {
            guard let tab = record.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
            var rest = record[..<tab]
            let path = record[(tab + 1)...]
            guard let letter = rest.takeField()?.first,
                let mode = rest.takeField()?.octal.flatMap(TrackedFile.Mode.init(indexMode:)),
                let blob = rest.takeField().flatMap(ObjectID.init(hex:)),
                let stage = rest.octal, stage <= 3, !path.isEmpty
            else { return nil }
            guard scope.selects(path, mode, cursor: &cursor) else { continue }
            entries.append(
                TrackedFile(
                    path: GitPath(inForm: path),
                    mode: mode,
                    blob: blob,
                    stage: UInt8(stage),
                    flags: flags(letter)
                )
            )
        }
        return entries
    }

    /// `S` is skip-worktree; a lower-case letter means assume-unchanged.
    private static func flags(_ letter: UInt8) -> TrackedFile.Flags {
        var flags: TrackedFile.Flags = []
        if letter | 0x20 == UInt8(ascii: "s") { flags.insert(.skipWorktree) }
        if letter & 0x20 != 0 { flags.insert(.assumeUnchanged) }
        return flags
    }
}
