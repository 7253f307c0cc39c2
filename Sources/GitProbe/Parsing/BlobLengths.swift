/// How long blobs are, from what `git ls-tree -r --long -z` writes: `MODE blob ID LENGTH`, a tab and the path for each.
struct BlobLengths {
    private var lengths: [ObjectID: Int64] = [:]

    /// What is not understood is left out: then the length of that blob is not known.
    init(_ bytes: [UInt8]) {
        var records = Records(bytes)
        while let record = records.next() {
            let fields = record.prefix { $0 != UInt8(ascii: "\t") }.split(separator: UInt8(ascii: " "))
            guard fields.count == 4, let id = ObjectID(hex: fields[2]),
                let length = Int64(String(decoding: fields[3], as: UTF8.self))
            else { continue }
            lengths[id] = length
        }
    }

    /// In bytes; `nil` where it is not known.
    subscript(id: ObjectID) -> Int64? { lengths[id] }
}
