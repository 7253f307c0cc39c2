/// What `git ls-tree -z` writes: a mode, a kind, an object id, a tab and a path, ended by a zero byte.
enum TreeListing {
    /// Reads the output; `nil` when a record is not understood.
    ///
    /// - Parameter only: entries of any other kind are passed over; nil: all are taken.
    static func entries(_ bytes: [UInt8], only kind: TreeEntry.Kind? = nil) -> [TreeEntry]? {
        var entries: [TreeEntry] = []
        var records = Records(bytes)
        while let record = records.next() {
            guard let tab = record.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
            var rest = record[..<tab]
            guard rest.takeField()?.octal != nil, let word = rest.takeField(), let found = Self.kind(word) else {
                return nil
            }
            if let kind, found != kind { continue }
            guard let id = ObjectID(hex: rest) else { return nil }
            let path = String(decoding: record[(tab + 1)...], as: UTF8.self)
            entries.append(TreeEntry(kind: found, id: id, path: path))
        }
        return entries
    }

    /// The same as files of an index.
    static func files(_ bytes: [UInt8]) -> [TrackedFile]? {
        var files: [TrackedFile] = []
        var records = Records(bytes)
        while let record = records.next() {
            guard let tab = record.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
            var rest = record[..<tab]
            guard let mode = rest.takeField()?.octal.flatMap(TrackedFile.Mode.init(indexMode:)),
                rest.takeField() != nil, let id = ObjectID(hex: rest)
            else { return nil }
            files.append(TrackedFile(path: GitPath(inForm: record[(tab + 1)...]), mode: mode, blob: id))
        }
        return files
    }

    private static func kind(_ word: ArraySlice<UInt8>) -> TreeEntry.Kind? {
        if word.equals("blob") { return .file }
        if word.equals("tree") { return .folder }
        return word.equals("commit") ? .submodule : nil
    }
}
