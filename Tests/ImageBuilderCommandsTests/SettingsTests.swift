import ArgumentParser
import ManifestKit
import TestSupport
import Testing

@testable import ImageBuilderCommands

/// Options from a file beside the tree and from the environment.
struct SettingsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func expanded(
        _ arguments: [String],
        _ file: String? = nil,
        _ environment: [String: String] = [:]
    ) throws -> [String] {
        if let file { try folder.write(".imagebuilder.yml", file) }
        let settings = try Settings(dump: ImageBuilder._dumpHelp(), environment: environment)
        return try settings.expanded(arguments, file: file == nil ? nil : folder.path(".imagebuilder.yml"))
            .map { $0.replacing(folder.root, with: "DIR") }
    }

    @Test("options go where the command is, in the order of the command; those that it lacks are passed over")
    func commands() throws {
        let file = "jobs: 8\nformat: json\nbuild-arg: [A=1, B=2]\nhermetic: true\nbranch-tags: false\n"
        #expect(try expanded(["-v"], file) == ["--build-arg=A=1", "--build-arg=B=2", "--hermetic", "--jobs=8", "-v"])
        #expect(
            try expanded(["plan", "web"], file)
                == ["plan", "--build-arg=A=1", "--build-arg=B=2", "--hermetic", "--format=json", "web"]
        )
        #expect(try expanded(["inspect", "reference", "a"], file) == ["inspect", "reference", "--format=json", "a"])
    }

    @Test("paths of the file begin at its folder, those of variables where the program runs")
    func paths() throws {
        #expect(
            try expanded([], "container_list: lists/images.yml\nfilter-images: '-'\nactions-taken: /a.yml\n")
                == ["--container-list=DIR/lists/images.yml", "--filter-images=-", "--actions-taken=/a.yml"]
        )
        let variables = ["IMAGEBUILDER_CONTAINER_LIST": "x.yml"]
        #expect(try expanded([], "container-list: y.yml\n", variables) == ["--container-list=x.yml"])
    }

    @Test(
        "what is typed counts more: alone where an option may stand once, in place of the others where it may be repeated"
    )
    func typed() throws {
        #expect(try expanded(["--build-arg", "C=3"], "build-arg: [A=1]\n") == ["--build-arg", "C=3"])
        #expect(try expanded(["--container_list=z"], "container-list: y\n") == ["--container_list=z"])
        // The last one counts.
        #expect(try expanded(["-j", "2"], "jobs: 8\n") == ["--jobs=8", "-j", "2"])
    }

    @Test(
        "a flag is true, false, or how often",
        arguments: [("true", 1), ("yes", 1), ("0", 0), ("2", 2), ("false", 0)]
    )
    func flags(_ value: String, _ count: Int) throws {
        let words = try expanded([], nil, ["IMAGEBUILDER_VERBOSITY": value])
        #expect(words == Array(repeating: "--verbosity", count: count))
    }

    @Test("a stored plan says itself what is read and decided")
    func plan() throws {
        let file = "container-list: y\nidentity: commit\njobs: 8\n"
        #expect(try expanded(["--plan", "p.json"], file) == ["--jobs=8", "--plan", "p.json"])
    }

    @Test("variables of other programs, and of the tests, are none of ours")
    func foreign() throws {
        let variables = ["IMAGEBUILDER_CACHE": "", "IMAGEBUILDER_TEST_BINARY": "x", "IMAGEBUILDER_HELP": "1"]
        #expect(try expanded(["plan"], nil, variables) == ["plan"])
    }

    @Test(
        "what is wrong is told with its place",
        arguments: [
            ("jbos: 2\n", ":1:1: error: there is no option 'jbos' that could stand here (did you mean 'jobs'?)"),
            (
                "jobs: 2\nrepo-root: x\n",
                ":2:1: error: 'repo-root' cannot stand here: it says where this file is, or is about one run only"
            ),
            ("jobs: {a: 1}\n", ":1:1: error: 'jobs' takes a text, a number, true or false, or a list of those"),
            ("- jobs\n", ": error: the settings are no map of options"),
        ]
    )
    func problems(_ file: String, _ expected: String) throws {
        let error = #expect(throws: InputError.self) { try expanded([], file) }
        #expect(
            error?.diagnostics.map { "\($0)".replacing(folder.root, with: "DIR") } == [
                "DIR/.imagebuilder.yml\(expected)"
            ]
        )
    }

    @Test("an empty file has no settings")
    func empty() throws {
        #expect(try expanded(["plan"], "# nothing yet\n") == ["plan"])
    }
}
