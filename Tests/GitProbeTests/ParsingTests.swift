import SystemPackage
import Testing

@testable import GitProbe

/// What git writes, and what it does not write: nothing may trap, and nothing half read may count.
@Suite struct ParsingTests {
    private static let oid = String(repeating: "a1", count: 20)
    private static let zero = String(repeating: "0", count: 40)

    private func status(_ records: String...) -> StatusOutput? {
        StatusOutput(Array((["# branch.oid \(Self.oid)"] + records).joined(separator: "\0").utf8))
    }

    /// git-status(1), Porcelain Format Version 2.
    @Test(arguments: [
        ("1 .M N... 100644 100644 100644 \(oid) \(oid) a b", ["modified a b"]),
        ("1 M. N... 100644 100644 100644 \(oid) \(oid) a", ["modified a"]),
        ("1 AD N... 000000 100644 000000 \(zero) \(oid) a", ["deleted a"]),
        ("1 .T N... 100644 100644 120000 \(oid) \(oid) a", ["typeChanged a"]),
        ("1 .M N... 100644 100644 100755 \(oid) \(oid) a", ["modeChanged a"]),
        ("1 .M SC.. 160000 160000 160000 \(oid) \(oid) a", ["submodule a"]),
        ("2 R. N... 100644 100644 100644 \(oid) \(oid) R100 new\0old", ["modified new", "deleted old"]),
        ("u UU N... 100644 100644 100644 100644 \(oid) \(oid) \(oid) a", ["conflicted a"]),
        ("? a/", ["untracked a/"]), ("# branch.ab +1 -2", []), ("# stash 3", []), ("# something.new", []),
    ])
    func readsARecord(_ record: String, _ expected: [String]) {
        #expect(status(record)?.changes.map(\.line) == expected)
    }

    @Test(arguments: [
        "", "1", "1 ", "x y z", "1 .M N... 100644 100644 100644 \(oid) \(oid)",
        "1 .M N... 100644 100644 100644 \(oid) \(oid) ",
        "1 .M N... 10064x 100644 100644 \(oid) \(oid) a", "1 .MM N... 100644 100644 100644 \(oid) \(oid) a",
        "2 R. N... 100644 100644 100644 \(oid) \(oid) R100 new", "u UU N... 100644 a", "# branch.oid 12", "?a",
    ])
    func refusesWhatIsNoRecord(_ record: String) {
        #expect(status("? before", record, "? after") == nil || record.hasPrefix("2 R."))
        #expect(StatusOutput(Array(record.utf8)) == nil)
    }

    @Test(arguments: ["x", ":100644 100644 a b", ":100644 100644 a b M\0", ":100644 100644 a b X\0p", ":1 2\0p"])
    func refusesWhatIsNoDifference(_ text: String) {
        #expect(DiffTreeOutput.changes(Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        "x", "H 100644 \(oid) 0 a", "H 100644 \(oid) 4\ta", "H 100644 12 0\ta", "H 040000 \(oid) 0\ta",
        "H 100644 \(oid) 0\t",
    ])
    func refusesWhatIsNoIndexEntry(_ text: String) {
        #expect(LsFilesOutput.entries(Array(text.utf8), scope: .everything) == nil)
    }

    /// Every beginning of a real index, and each with one byte changed: an answer or none, but no trap.
    @Test(arguments: ["2", "4"]) func aDamagedIndexDoesNotTrap(_ version: String) async throws {
        try await withScratch("touch n; git add -N n; git update-index --index-version \(version)") { scratch in
            let file = try #require(contents(of: scratch.repository.appending(".git/index"), limit: 1 << 20)).bytes
            let whole = try #require(IndexFile.content(of: file, scope: .everything, hashLength: 20)?.entries)
            #expect(whole.map(\.path.description) == ["a/b/two", "a/one", "c/three", "n"])
            #expect(IndexFile.content(of: file, scope: .everything, hashLength: 32)?.entries == nil)
            for length in 0..<file.count {
                let entries = IndexFile.content(of: Array(file[..<length]), scope: .everything, hashLength: 20)?.entries
                #expect(entries == nil || entries?.count == whole.count)
            }
            for position in file.indices {
                for value in [UInt8(0), 1, 0x7F, 0x80, 0xFF] {
                    var damaged = file
                    damaged[position] = value
                    _ = IndexFile.content(of: damaged, scope: .everything, hashLength: 20)?.entries
                    _ = IndexFile.content(of: damaged, scope: PathScope([GitPath("a/b")]), hashLength: 32)?.entries
                }
            }
        }
    }

    /// The dates are those that `date -u -d @N` prints.
    @Test(arguments: [
        ("0 +0000", "1970-01-01T00:00:00Z"),
        ("1700000000 +0100", "2023-11-14T22:13:20Z"),
        ("951782399 -0330", "2000-02-28T23:59:59Z"),
        ("951868800 +0545", "2000-03-01T00:00:00Z"),
        ("-1 +0000", "1969-12-31T23:59:59Z"),
        ("4107542399 +0000", "2100-02-28T23:59:59Z"),
    ])
    func writesDates(_ raw: String, _ utc: String) throws {
        let date = try #require(CommitDate(raw: raw[...]))
        #expect(date.rfc3339UTC == utc)
    }

    @Test(arguments: ["", "1", "x +0000", "1 x", "1 +100000", "99999999999999999999 +0000"])
    func refusesWhatIsNoDate(_ raw: String) {
        #expect(CommitDate(raw: raw[...]) == nil)
    }

    @Test func extremeDatesDoNotTrap() {
        for seconds in [Int64.min, .min + 1, .max - 1, .max] {
            #expect(!CommitDate(secondsSinceEpoch: seconds).rfc3339UTC.isEmpty)
        }
    }

    @Test func objectIDs() throws {
        let text = "0123456789abcdefABCDEF000000000000000001"
        let id = try #require(ObjectID(text))
        #expect(id.description == text.lowercased())
        #expect(id.bytes.first == 0x01 && id.bytes.last == 0x01 && id.bytes.count == 20)
        #expect(ObjectID(bytes: id.bytes) == id)
        #expect(id.bytes.withUnsafeBytes { ObjectID(raw: $0) } == id)
        let long = try #require(ObjectID(String(repeating: "f0", count: 32)))
        #expect(long.bytes == Array(repeating: 0xF0, count: 32))
        #expect(long.bytes.withUnsafeBytes { ObjectID(raw: $0) } == long)
        for wrong in ["", "12", String(repeating: "g", count: 40), String(repeating: "0", count: 41)] {
            #expect(ObjectID(wrong) == nil)
        }
    }

    /// `git hash-object -t tree /dev/null`, for either hash.
    @Test func theEmptyTree() async throws {
        try await withScratch(nil) { scratch in
            let listed = try await scratch.sh(
                "for f in sha1 sha256; do git init -q --object-format=$f $f; git -C $f hash-object -t tree /dev/null; done"
            )
            let known = [20, 32].map { ObjectID.emptyTree(byteCount: $0).description }
            #expect(listed.split(separator: "\n").map(String.init) == known)
        }
    }
}
