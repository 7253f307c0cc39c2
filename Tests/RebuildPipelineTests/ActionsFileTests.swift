import Basics
import Foundation
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

struct ActionsFileTests {
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try body(URL(filePath: folder.root))
    }

    private var report: ActionsReport {
        var report = ActionsReport()
        report.built = [
            .init(
                id: "sha256:1",
                tags: [],
                base: "lab/a",
                buildLog: "/logs/a",
                duration: 1,
                pushName: "lab/a:candidate"
            ),
            .init(id: "sha256:2", tags: ["c"], base: "lab/b", duration: 0.923, reason: "modified: a: b # c\n- d"),
        ]
        report.outcome = .failed
        report.failures = 1
        report.skipped = [.init(tags: ["lab/c:candidate"], base: "lab/c", failedAncestor: "lab/b")]
        return report
    }

    @Test("the keys are the first program's, all of them there even when empty")
    func keys() throws {
        let text = try ActionsFile.yaml(report)
        let keys = text.split(separator: "\n").filter { !$0.hasPrefix(" ") && !$0.hasPrefix("-") }
            .compactMap { $0.split(separator: ":").first }
        #expect(
            keys == [
                "ib_built", "ib_external_images", "ib_failed_build", "ib_failed_pull", "ib_failures",
                "ib_obsolete_images", "ib_obsolete_pull", "ib_outcome", "ib_preexisting_images", "ib_pulled",
                "ib_skipped",
            ]
        )
    }

    @Test("a duration is a number to every YAML reader")
    func durations() throws {
        let text = try ActionsFile.yaml(report)
        #expect(text.contains("duration: 1\n"))
        #expect(text.contains("duration: 0.923\n"))
    }

    @Test("what is written is read back, and replaces what was there")
    func roundTrip() throws {
        try withFolder { folder in
            let path = folder.appending(path: "sub/ib_actions.yml").path
            let file = ActionsFile(path: path)
            try file.write(ActionsReport())
            try file.write(report)
            #expect(try file.read() == report)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/sub") == ["ib_actions.yml"])
        }
    }

    @Test("a symlink is followed, and the file it names is replaced")
    func symlink() throws {
        try withFolder { folder in
            let target = folder.appending(path: "target")
            try Data("old".utf8).write(to: target)
            let link = folder.appending(path: "link").path
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target")
            try AtomicFile.write("new", to: link)
            #expect(try String(contentsOf: target, encoding: .utf8) == "new")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "target")
        }
    }

    @Test("a place that cannot be written is an error with its path, and leaves what is there")
    func unwritable() throws {
        try withFolder { folder in
            try Data("a file".utf8).write(to: folder.appending(path: "file"))
            let error = #expect(throws: FileError.self) {
                try AtomicFile.write("x", to: folder.appending(path: "file/report.yml").path)
            }
            #expect(error?.description.contains("file") == true)
            #expect(try String(contentsOf: folder.appending(path: "file"), encoding: .utf8) == "a file")
        }
    }
}
