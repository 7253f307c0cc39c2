import ImageGraph
import ManifestKit
import Testing

@testable import RebuildPlanning

/// What a name means among the images of the lists: contract, 1.2 and 1.4.
struct NameTableTests {
    private static let list = """
        docker_build_tag: candidate
        pull_only_images: ["nginx:1.13", "redis:3.2", "redis:4", "quay.io/x/y@sha256:\(String(repeating: "a", count: 64))"]
        buildable_images:
          - {name: lab/base, repo: r}
          - {name: "reg.example:5000/lab/app", repo: r}
        """

    private struct Table {
        var names: NameTable
        var problems: [Diagnostic] = []
        var warnings: [Diagnostic] = []

        init(_ text: String, buildTag: String = "candidate") throws {
            let list = try ImageList.parse(text, file: "images.yml")
            names = NameTable(list, buildTag: buildTag, problems: &problems, warnings: &warnings)
        }

        func target(of text: String) throws -> String {
            switch names.target(of: try ImageReference(parsing: text)) {
            case .buildable(_, let reference, let tagged): "build \(reference.familiar)\(tagged ? "" : ", untagged")"
            case .pullOnly(let entry): "pull \(entry.reference.familiar)"
            case .external(let reference): "external \(reference.familiar)"
            }
        }
    }

    @Test(arguments: [
        ("lab/base:candidate", "build lab/base"), ("lab/base", "build lab/base, untagged"),
        ("docker.io/lab/base:candidate", "build lab/base"), ("index.docker.io/lab/base", "build lab/base, untagged"),
        ("lab/base:candidate-old", "external lab/base:candidate-old"),
        ("lab/base:latest", "external lab/base:latest"),
        ("reg.example:5000/lab/app:candidate", "build reg.example:5000/lab/app"),
        ("lab/app:candidate", "external lab/app:candidate"),
        ("nginx:1.13", "pull nginx:1.13"), ("library/nginx:1.13", "pull nginx:1.13"),
        ("nginx:candidate", "pull nginx:1.13"), ("nginx:1.10", "external nginx:1.10"),
        ("nginx", "external nginx:latest"), ("redis:4", "pull redis:4"), ("redis:candidate", "pull redis:3.2"),
        ("busybox", "external busybox:latest"),
        ("base-extra/lab/base:candidate", "external base-extra/lab/base:candidate"),
    ])
    func targets(_ text: String, _ expected: String) throws {
        let table = try Table(Self.list)
        #expect(table.problems.isEmpty && table.warnings.isEmpty)
        #expect(try table.target(of: text) == expected)
    }

    @Test("a digest beside the build tag is that exact image")
    func digest() throws {
        let digest = "sha256:" + String(repeating: "b", count: 64)
        let table = try Table(Self.list)
        #expect(try table.target(of: "lab/base:candidate@\(digest)") == "external lab/base:candidate@\(digest)")
        let own = "quay.io/x/y@sha256:" + String(repeating: "a", count: 64)
        #expect(try table.target(of: own) == "pull \(own)")
    }

    @Test("with another tag for what is made, edges by either tag hold")
    func renamed() throws {
        let table = try Table(Self.list, buildTag: "rel")
        for tag in ["rel", "candidate"] {
            #expect(try table.target(of: "lab/base:\(tag)") == "build lab/base")
            #expect(table.names.isBuildTag(tag))
        }
        #expect(!table.names.isBuildTag(nil) && !table.names.isBuildTag("other"))
    }

    @Test("a whitelist's tag takes the place of the list's")
    func overridden() throws {
        var table = try Table(Self.list)
        table.names.override("docker.io/library/nginx", with: try ImageReference(parsing: "nginx:1.27"))
        #expect(try table.target(of: "nginx:1.27") == "pull nginx:1.27")
        #expect(try table.target(of: "nginx:1.13") == "external nginx:1.13")
        #expect(try table.target(of: "nginx:candidate") == "pull nginx:1.27")
    }

    /// An entry beside the others, and the rule that it breaks.
    @Test(arguments: [
        ("buildable_images:\n  - {name: a, repo: r}\n  - {name: docker.io/library/a, repo: r}", Rule.listedTwice, 3),
        ("buildable_images:\n  - {name: \"a:1\", repo: r}", .taggedBuildable, 2),
        ("buildable_images:\n  - {name: scratch, repo: r}", .badReference, 2),
        ("buildable_images:\n  - {name: Lab/a, repo: r}", .badReference, 2),
        ("buildable_images:\n  - {name: a, repo: r}\npull_only_images:\n  - a:1", .listedTwice, 4),
        ("pull_only_images:\n  - a", .untaggedPullOnly, 2), ("pull_only_images:\n  - \"a::1\"", .badReference, 2),
    ])
    func refusals(_ text: String, _ rule: Rule, _ line: Int) throws {
        let table = try Table(text)
        #expect(table.problems.map(\.rule) == [rule])
        #expect(table.problems.map(\.line) == [line])
    }

    @Test("an entry that repeats another is a warning")
    func repeated() throws {
        let table = try Table("pull_only_images:\n  - a:1\n  - library/a:1\n")
        #expect(table.problems.isEmpty)
        #expect(table.warnings.map(\.rule) == [.repeatedEntry])
        #expect(table.names.pullOnlyNames == ["docker.io/library/a"])
    }
}
