#if canImport(ImageGraph)
    import ImageGraph
#endif

/// Reads any bytes as an ignore file, and compares it with paths that are made of its own lines.
///
/// Nothing may trap, hang or take much memory, and what was read has to be readable again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzIgnoreFile(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let ignore = try? IgnorePatterns(parsing: bytes, file: "fuzz") else { return 0 }
    var scan = ignore.makeScan()
    for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(16) {
        let path = ContextPath(bytes: line.prefix(256))
        _ = ignore.isIgnored(path)
        _ = scan.isIgnored(path)
    }
    if String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes) {
        precondition((try? IgnorePatterns(ignore.patterns))?.patterns == ignore.patterns, "not readable again")
    }
    return 0
}
