import ImageGraph

/// Reads arbitrary bytes as a Dockerfile and resolves it. Positions must lie within the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDockerfile(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    do throws(DockerfileError) {
        let dockerfile = try Dockerfile.parse(bytes, file: "Dockerfile")
        for instruction in dockerfile.instructions {
            precondition(instruction.line >= 1 && instruction.line <= instruction.endLine)
            precondition(instruction.endLine <= lines.count)
        }
        for allStages in [false, true] {
            let options = ResolveOptions(buildArguments: ["a": "b", "VERSION": "1.2"], allStages: allStages)
            let resolved = try dockerfile.resolve(options)
            for use in resolved.images {
                precondition(use.line >= 1 && use.line <= lines.count)
                precondition(use.column >= 1 && use.column <= lines[use.line - 1].count + 1)
            }
        }
    } catch {
        precondition(!error.description.isEmpty)
        precondition((error.line ?? 1) <= lines.count)
    }
    return 0
}
