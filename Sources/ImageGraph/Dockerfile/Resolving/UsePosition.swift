/// Where in the file the name of an image stands.
struct UsePosition {
    var line: Int
    var column: Int

    private init(offset: Int, in instruction: Instruction) {
        (line, column) = instruction.syntax.source.position(of: offset)
    }

    /// The base of a `FROM`, or the instruction that `ONBUILD` carries: the first argument.
    static func argument(of instruction: Instruction) -> UsePosition {
        UsePosition(offset: instruction.syntax.argumentsOffset, in: instruction)
    }

    /// The position of each source of a step: after `--from=`, or after `from=` in its mount.
    ///
    /// A name that is spelt with quotes or escapes around `from=` is not found; the mount's start then serves.
    static func sources(of step: StageResolver.StageStep) -> [UsePosition] {
        if let origin = step.origin { return step.sources.map { _ in argument(of: origin) } }
        let instruction = step.instruction
        let flags = instruction.syntax.source.bytes[..<instruction.syntax.argumentsOffset]
        // One pass over all flags: an instruction may have a great many mounts.
        var offset = flags.startIndex
        return step.sources.map { source in
            if source.kind == .copyFrom {
                offset = end(of: "--from=", in: flags[offset...]) ?? offset
                return UsePosition(offset: offset, in: instruction)
            }
            offset = end(of: "--mount=", in: flags[offset...]) ?? offset
            let mount = flags[offset...].prefix { !GoSpace.isSeparator($0) }
            return UsePosition(offset: end(of: "from=", in: mount) ?? offset, in: instruction)
        }
    }

    /// Where the first `word` ends.
    private static func end(of word: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let pattern = Array(word.utf8)
        var start = bytes.startIndex
        while start + pattern.count <= bytes.endIndex {
            if bytes[start] == pattern[0], bytes[start...].starts(with: pattern) { return start + pattern.count }
            start += 1
        }
        return nil
    }
}
