import Foundation
import TestSupport
import Testing

/// What goes wrong first for somebody new: one message each, with the place and the remedy, in one style.
@Suite(.enabled(if: TestEngine.hasProgramOrNeedsIt, "scripts/test builds it"))
struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var arguments = ["plan", "--no-engine"]
        /// A folder below the one that holds the tree.
        var place = "tree"
        var variables: [String: String?] = [:]
        /// What is done to the tree before, for `sh`, in it.
        var script = ""
        var status: Int32 = 65
        /// The messages; `DIR` is the folder that holds the tree.
        let expected: [String]
    }

    private static let noTree =
        "DIR is not the top of a tree: it has no .repo, .git, .west/config, ib_projects.yml or .repos file "
        + "(name the folder that has one by --repo-root)"
    private static let listsBy = "; --container-list and --filter-images name another one)"

    static let cases = [
        Case(
            testDescription: "no tree and no list: both are told",
            place: "empty",
            expected: [
                "..: error: \(noTree)",
                "docker_images.yml: error: the image list does not exist (it would be DIR/empty/docker_images.yml\(listsBy)",
            ]
        ),
        Case(
            testDescription: "a folder that is not there",
            arguments: ["plan", "--no-engine", "-r", "gone"],
            expected: ["gone: error: DIR/tree/gone does not exist (name the folder that has one by --repo-root)"]
        ),
        Case(
            testDescription: "no list",
            arguments: ["plan", "--no-engine", "-c", "gone.yml"],
            expected: ["gone.yml: error: the image list does not exist (it would be DIR/tree/gone.yml\(listsBy)"]
        ),
        Case(
            testDescription: "a list that is a folder",
            arguments: ["plan", "--no-engine", "-c", "base"],
            expected: ["base: error: the image list is not a file"]
        ),
        Case(
            testDescription: "a misspelt project",
            script: "sed -i 's/path: lib}/repo: treee, path: lib}/' docker_images.yml",
            expected: [
                "docker_images.yml:5:27: error: the tree has no project 'treee', which 'lab/lib' needs (did you mean 'tree'?)"
            ]
        ),
        Case(
            testDescription: "a misspelt command",
            arguments: ["plam"],
            status: 64,
            expected: [
                "docker_images.yml: error: 'plam' is no image of this run (did you mean the command 'plan'?)"
            ]
        ),
        Case(
            testDescription: "an unknown option",
            arguments: ["plan", "--no-such-option"],
            status: 64,
            expected: [
                "imagebuilder: error: unknown option '--no-such-option'", "see 'imagebuilder plan --help'",
            ]
        ),
        Case(
            testDescription: "an engine that is down",
            arguments: ["plan"],
            status: 69,
            expected: [
                "imagebuilder: error: GET /_ping: cannot reach the Docker engine at unix:///nonexistent/docker.sock: no such "
                    + "socket (is it running? DOCKER_HOST or the docker context say where it is)"
            ]
        ),
        Case(
            testDescription: "no git",
            variables: ["PATH": "/nonexistent"],
            status: 69,
            expected: ["imagebuilder: error: git is not in any folder of PATH (install git 2.18 or later)"]
        ),
        Case(
            testDescription: "a plan that is none",
            arguments: ["plan", "--no-engine", "--diff", "docker_images.yml"],
            expected: ["docker_images.yml: error: is no plan (make a plan and store it there)"]
        ),
    ]

    @Test("one message, with place and remedy", arguments: cases)
    func message(_ item: Case) async throws {
        let tree = try await ProgramTree()
        try tree.folder.write("empty/.keep")
        if !item.script.isEmpty { try await tree.sh(item.script) }
        let result = try await tree.tool(item.arguments, in: item.place, with: item.variables)
        #expect(result.status == item.status)
        #expect(result.out.isEmpty)
        let lines = result.error.split(separator: "\n").map {
            String($0).replacing(tree.folder.root, with: "DIR")
        }
        #expect(lines == item.expected)
    }

    @Test("settings beside the tree are found from below it, count less than the environment, and can be left unread")
    func settings() async throws {
        let tree = try await ProgramTree()
        try await tree.sh("mkdir lists; mv docker_images.yml lists/images.yml")
        try tree.write(".imagebuilder.yml", "container-list: lists/images.yml\nno-engine: true\nformat: json\n")
        let found = try await tree.tool(["plan"], in: "tree/web")
        #expect(found.status == 0, "\(found.error)")
        #expect(found.out.hasPrefix("{"))
        let byVariable = try await tree.tool(["plan"], in: "tree/web", with: ["IMAGEBUILDER_FORMAT": "table"])
        #expect(byVariable.out.contains("+ build") || byVariable.out.contains("↓ pull"), "\(byVariable.error)")
        let unread = try await tree.tool(["plan", "--no-config", "--no-engine"])
        #expect(unread.status == 65)
        try tree.write(".imagebuilder.yml", "formt: json\n")
        let wrong = try await tree.tool(["plan"])
        #expect(wrong.status == 65)
        #expect(wrong.error.hasSuffix("there is no option 'formt' that could stand here (did you mean 'format'?)\n"))
    }

    // MARK: Rights

    /// Runs the program as somebody else, who owns the tree.
    ///
    /// - Parameter script: what is done before, for `sh`, in the tree.
    private func asNobody(_ arguments: String, after script: String, host: String? = nil) async throws -> String {
        let tree = try await ProgramTree()
        let binary = try #require(TestEngine.environment["IMAGEBUILDER_TEST_BINARY"], "scripts/test says where it is")
        // Others may not look into every folder that a program is built in.
        try await tree.sh("cp '\(binary)' ../imagebuilder; chmod -R a+rX ..; chown -R 65534 .; \(script)")
        let variable = host.map { "DOCKER_HOST='unix://\(tree.folder.path($0))' " } ?? ""
        let somebody = "setpriv --reuid 65534 --regid 65534 --clear-groups"
        let said = try await tree.sh("\(variable)\(somebody) ../imagebuilder \(arguments) 2>&1 || true")
        return said.replacing(tree.folder.root, with: "DIR")
    }

    @Test("a list that may not be read", .enabled(if: geteuid() == 0, "only root can become somebody else"))
    func unreadable() async throws {
        let script = "mkdir ../sub; cp docker_images.yml ../sub/list.yml; chmod 755 ../sub; chmod 600 ../sub/list.yml"
        let said = try await asNobody("plan --no-engine -c ../sub/list.yml", after: script)
        #expect(
            said
                == "../sub/list.yml: error: the image list cannot be read: Permission denied (make DIR/sub/list.yml and the "
                + "folders above it readable for you)"
        )
    }

    @Test("no rights on the socket", .enabled(if: geteuid() == 0, "only root can become somebody else"))
    func socket() async throws {
        let bind = "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"../engine.sock\")'"
        let said = try await asNobody("plan", after: "\(bind); chmod 600 ../engine.sock", host: "engine.sock")
        #expect(
            said
                == "imagebuilder: error: GET /_ping: no permission to talk to the Docker engine at unix://DIR/engine.sock "
                + "(run as root, or as a member of the group that owns the socket)"
        )
    }

    @Test(
        "another user's checkout: the remedy is a command that works from anywhere",
        .enabled(if: geteuid() == 0, "only root can become somebody else")
    )
    func anothersCheckout() async throws {
        let tree = try await ProgramTree()
        try await tree.sh("chown -R 65534 .")
        let first = try await tree.tool(["plan", "--no-engine", "-r", "."])
        #expect(first.status == 65)
        let remedy = try #require(first.error.firstMatch(of: /if you trust it: (.*)\)\n/)?.1, "\(first.error)")
        #expect(remedy.contains("'\(tree.folder.path("tree"))'"))
        try await tree.sh("cd / && \(remedy)")
        let second = try await tree.tool(["plan", "--no-engine", "-r", "."])
        #expect(second.status == 0, "\(second.error)")
    }
}
