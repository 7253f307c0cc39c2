/// What `git diff-tree -r --raw -z` of two trees writes: `:before after id id S` and a path, each ended by a zero byte.
enum DiffTreeOutput {
    /// Reads the output; `nil` when a record is not understood.
    static func changes(_ bytes: [UInt8]) -> [PathChange]? {
        var changes: [PathChange] = []
        var records = Records(bytes)
        while let record = records.next() {
            guard record.first == UInt8(ascii: ":"), let path = records.next(), !path.isEmpty else { return nil }
            var rest = record.dropFirst()
            guard let before = rest.takeField()?.octal, let after = rest.takeField()?.octal,
                rest.takeField() != nil, rest.takeField() != nil, let letter = rest.first
            else { return nil }
            let status: PathChange.Status
            switch letter {
            case UInt8(ascii: "A"): status = .added
            case UInt8(ascii: "D"): status = .deleted
            case UInt8(ascii: "M"), UInt8(ascii: "T"): status = ChangedModes(before: before, after: after).status
            default: return nil
            }
            changes.append(PathChange(path: GitPath(inForm: path), status: status))
        }
        return changes
    }
}
