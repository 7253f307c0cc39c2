/// The names of an index's entries, looked at in the one buffer that holds them all.
///
/// A path of its own for each look would count references to that buffer, millions of times for a large checkout, and several
/// processors would wait for one another to do so.
struct EntryNames {
    fileprivate let bytes: UnsafeRawBufferPointer
    fileprivate let ranges: UnsafeBufferPointer<IndexFile.NameRange>

    /// The name of the entry at a position in the index.
    subscript(position: Int) -> UnsafeRawBufferPointer {
        let range = ranges[position]
        return UnsafeRawBufferPointer(rebasing: bytes[range.start..<range.end])
    }
}

extension IndexFile.Selection {
    /// Calls `body` with the names, which are not there any more when it returns.
    func withNames<R>(_ body: (EntryNames) -> R) -> R {
        names.withUnsafeBytes { bytes in
            ranges.withUnsafeBufferPointer { body(EntryNames(bytes: bytes, ranges: $0)) }
        }
    }
}
