import ManifestKit
import Testing

/// Lock files: what is written is read back, and what is wrong is told with its place.
struct BaseLockTests {
    private static let a = "sha256:" + String(repeating: "a", count: 64)
    private static let b = "sha256:" + String(repeating: "b", count: 64)

    @Test("what is written is what is read")
    func roundTrip() throws {
        let lock = BaseLock(bases: [
            .init(name: "redis:7", digest: Self.b),
            .init(
                name: "nginx:1.27",
                digest: Self.a,
                platforms: ["linux/amd64": Self.b, "linux/arm/v7": Self.a],
                checked: "2026-11-27T19:00:00Z"
            ),
        ])
        var read = try BaseLock.parse(lock.text, file: "lock")
        for position in read.bases.indices { read.bases[position].position = nil }
        #expect(read.bases == lock.bases.reversed(), "sorted by name")
        #expect(try BaseLock.parse(BaseLock().text, file: "lock").bases.isEmpty)
    }

    static let wrong: [(text: String, message: String)] = [
        ("", "lock: error: the lock file is empty"),
        ("bases: []", "lock:1:1: error: the lock file has no format"),
        ("format: 2\nbases: []", "lock:1:9: error: this imagebuilder knows lock files of format 1"),
        ("format: 1\nbase: []", "unknown key \"base\" in the lock file (did you mean \"bases\"?)"),
        ("format: 1\nbases:\n  - {name: n}", "lock:3:5: error: an entry of bases has no digest"),
        ("format: 1\nbases:\n  - {digest: \"\(a)\"}", "an entry of bases has no name"),
        ("format: 1\nbases:\n  - {name: n, digest: latest}", "lock:3:23: error: digest is no digest: \"latest\""),
        ("format: 1\nbases:\n  - {name: n, digest: \"sha256:\(String(repeating: "A", count: 64))\"}", "no digest"),
        (
            "format: 1\nbases:\n  - {name: n, digest: \"\(a)\"}\n  - {name: n, digest: \"\(b)\"}",
            "lock:4:5: error: \"n\" is already locked, at lock:3:5"
        ),
        (
            "format: 1\nbases:\n  - {name: n, digest: \"\(a)\", platforms: {linux/amd64: x}}",
            "the digest of linux/amd64 is no digest"
        ),
    ]

    @Test("what is wrong is told", arguments: wrong)
    func refused(_ text: String, _ message: String) {
        let error = #expect(throws: InputError.self) { try BaseLock.parse(text, file: "lock") }
        let told = error?.diagnostics.map { "\($0)" }.joined(separator: "\n") ?? ""
        #expect(told.contains(message), "\(told)")
    }
}
