import ImageGraph
import Testing

@testable import RebuildPlanning

/// Which images a person means by a name: contract, 1.6.
struct NamePatternTests {
    private static func image(_ text: String, _ role: ImageRole) throws -> NamedImage {
        let reference = try ImageReference(parsing: text)
        let key = ImageKey(role == .buildable ? reference.familiarName : reference.familiar)
        return NamedImage(key: key, reference: reference, role: role, origin: .listed)
    }

    private static func images() throws -> [NamedImage] {
        let built = ["lab/web", "lab/web-admin", "registry.example.org:5000/team/api", "shop/cart", "lab/cart", "tool"]
        let pulled = ["redis:3.2", "redis:6", "shop/postgres:9.6"]
        let others = ["debian:12", "quay.io/minio/mc:1", "docker.io/bitnami/tool:2"]
        return try built.map { try image($0, .buildable) } + pulled.map { try image($0, .pullOnly) }
            + others.map { try image($0, .external) }
    }

    struct Case: Sendable {
        let pattern: String
        let meant: [String]
    }

    @Test(
        "what is meant",
        arguments: [
            // whole names, in any spelling that docker takes for the same
            Case(pattern: "lab/web", meant: ["lab/web"]), Case(pattern: "docker.io/lab/web", meant: ["lab/web"]),
            // ends
            Case(pattern: "web", meant: ["lab/web"]),
            Case(pattern: "api", meant: ["registry.example.org:5000/team/api"]),
            Case(pattern: "team/api", meant: ["registry.example.org:5000/team/api"]),
            Case(pattern: "postgres", meant: ["shop/postgres:9.6"]), Case(pattern: "eb", meant: []),
            // a whole name is no end
            Case(pattern: "tool", meant: ["tool"]),
            // tags tell images from elsewhere apart, and nothing of those that are built
            Case(pattern: "redis", meant: ["redis:3.2", "redis:6"]), Case(pattern: "redis:6", meant: ["redis:6"]),
            Case(pattern: "redis:7", meant: []), Case(pattern: "web:candidate", meant: ["lab/web"]),
            // what no list has, where the lists do not have it
            Case(pattern: "debian", meant: ["debian:12"]), Case(pattern: "mc:1", meant: ["quay.io/minio/mc:1"]),
            Case(pattern: "mc:2", meant: []),
            // globs
            Case(pattern: "lab/*", meant: ["lab/web", "lab/web-admin", "lab/cart"]),
            Case(pattern: "web*", meant: ["lab/web", "lab/web-admin"]),
            Case(pattern: "*/cart", meant: ["shop/cart", "lab/cart"]),
            Case(pattern: "team/*", meant: ["registry.example.org:5000/team/api"]),
            Case(pattern: "redis:[0-5]*", meant: ["redis:3.2"]), Case(pattern: "r*/api", meant: []),
            Case(pattern: "mini*/m?", meant: ["quay.io/minio/mc:1"]), Case(pattern: "x*", meant: []),
            // no names at all
            Case(pattern: "", meant: []), Case(pattern: "Web", meant: []), Case(pattern: "lab/", meant: []),
        ]
    )
    func meant(_ example: Case) throws {
        switch NamePattern(text: example.pattern).match(try Self.images()) {
        case .images(let found): #expect(found.map(\.key.name) == example.meant)
        case .none: #expect(example.meant.isEmpty)
        case .ambiguous(let names): Issue.record("\(example.pattern) is ambiguous: \(names)")
        }
    }

    @Test("the end of several names is none of them")
    func ambiguous() throws {
        guard case .ambiguous(let names) = NamePattern(text: "cart").match(try Self.images()) else {
            Issue.record("one was taken")
            return
        }
        #expect(names == ["lab/cart", "shop/cart"])
    }

    @Test(
        "the parts of a term",
        arguments: [
            ("web", "web", false, false), ("!web", "web", true, false), ("web...", "web", false, true),
            ("!lab/*...", "lab/*", true, true), ("...", "", false, true), ("!", "", true, false),
            ("", "", false, false),
        ]
    )
    func terms(_ text: String, _ pattern: String, _ leavesOut: Bool, _ takesDependents: Bool) {
        let term = ImageSelection.Term(text)
        #expect(term.pattern == pattern && term.leavesOut == leavesOut && term.takesDependents == takesDependents)
        #expect(term.text == text)
    }
}
