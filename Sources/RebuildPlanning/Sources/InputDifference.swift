/// How the inputs of an image differ from those that a present image was built of, as reasons.
enum InputDifference {
    /// Files beyond this number are counted, not told.
    static let toldFiles = 20

    /// From what an image was built of to what it would be built of now; empty where nothing differs.
    static func reasons(from earlier: InputRecord, to now: InputRecord) -> [Reason] {
        if earlier.digest == now.digest { return [] }
        let (before, after) = (earlier.parts, now.parts)
        var reasons: [Reason] = []
        if before.dockerfile != after.dockerfile {
            reasons.append(.inputDiffers(part: "Dockerfile", change: "changed"))
        }
        let files = fileChanges(from: before.files, to: after.files) + modeChanges(from: before, to: after)
        reasons += files.prefix(toldFiles)
        if files.count > toldFiles { reasons.append(.furtherChanges(count: files.count - toldFiles)) }
        for name in Set(before.values.keys).union(after.values.keys).sorted() {
            if let change = valueChange(name, from: before.values[name], to: after.values[name]) {
                reasons.append(.inputDiffers(part: name, change: change))
            }
        }
        return reasons
    }

    private static func fileChanges(
        from before: [String: InputRecord.File],
        to after: [String: InputRecord.File]
    ) -> [Reason] {
        Set(before.keys).union(after.keys).sorted().compactMap { path in
            let (old, new) = (before[path], after[path])
            if old == new { return nil }
            let change =
                if old == nil {
                    "added"
                } else if new == nil {
                    "removed"
                } else if let old, let new, old.blob == new.blob {
                    "mode \(old.mode) is now \(new.mode)"
                } else {
                    "changed"
                }
            return .inputDiffers(part: "file \(path)", change: change)
        }
    }

    /// What the permission bits of the disk add to that.
    private static func modeChanges(from before: InputRecord.Parts, to after: InputRecord.Parts) -> [Reason] {
        if before.modes.isEmpty != after.modes.isEmpty {
            return [.inputDiffers(part: "modes of the disk", change: after.modes.isEmpty ? "removed" : "added")]
        }
        return Set(before.modes.keys).union(after.modes.keys).sorted().compactMap { path in
            switch (before.modes[path], after.modes[path]) {
            case (let old?, let new?) where old != new:
                .inputDiffers(part: "mode of \(path)", change: "was \(old), is \(new)")
            case (nil, _?) where after.files[path] == nil: .inputDiffers(part: "folder \(path)", change: "added")
            case (_?, nil) where before.files[path] == nil: .inputDiffers(part: "folder \(path)", change: "removed")
            default: nil
            }
        }
    }

    private static func valueChange(_ name: String, from old: String?, to new: String?) -> String? {
        if old == new { return nil }
        if name.hasPrefix("parent "), old != nil, new != nil { return "has other inputs" }
        if name == "ignore file" || name.hasPrefix("build argument ") {
            return old == nil ? "added" : new == nil ? "removed" : "changed"
        }
        switch (old, new) {
        case (nil, let new?): return new.isEmpty || name.hasPrefix("parent ") ? "added" : "added, '\(new)'"
        case (_?, nil): return "removed"
        case (let old?, let new?): return "was '\(old)', is '\(new)'"
        case (nil, nil): return nil
        }
    }
}
