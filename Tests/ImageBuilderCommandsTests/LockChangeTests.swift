import ManifestKit
import Testing

@testable import ImageBuilderCommands

/// What a lock file becomes.
struct LockChangeTests {
    private static let a = "sha256:" + String(repeating: "a", count: 64)
    private static let b = "sha256:" + String(repeating: "b", count: 64)
    private let before = BaseLock(bases: [
        .init(name: "nginx:1.27", digest: a, checked: "then"), .init(name: "library/redis:7", digest: a),
    ])

    @Test("nothing changes: nothing is told, and times stay")
    func same() {
        let change = LockChange(before, dropping: [], [.init(name: "nginx:1.27", digest: Self.a, checked: "now")])
        #expect(change.lines.isEmpty)
        #expect(change.lock == before)
    }

    @Test("added, moved and dropped")
    func changed() {
        let change = LockChange(
            before,
            dropping: ["nginx:1.27"],
            [.init(name: "redis:7", digest: Self.b), .init(name: "busybox:1", digest: Self.a)]
        )
        #expect(
            change.lines == [
                "dropped  nginx:1.27  no image of the list needs it", "moved  redis:7  \(Self.a) → \(Self.b)",
                "locked  busybox:1  \(Self.a)",
            ]
        )
        #expect(change.lock.bases.map(\.name) == ["library/redis:7", "busybox:1"], "as it was written")
        #expect(change.count == "2 bases")
    }

    @Test("platforms that were not known are added; none are lost where the registry could be asked by the engine only")
    func platforms() {
        let known = LockChange(
            before,
            dropping: [],
            [
                .init(name: "nginx:1.27", digest: Self.a, platforms: ["linux/amd64": Self.b])
            ]
        )
        #expect(known.lines == ["locked  nginx:1.27  with its platforms"])
        #expect(LockChange(known.lock, dropping: [], [.init(name: "nginx:1.27", digest: Self.a)]).lines.isEmpty)
    }
}
