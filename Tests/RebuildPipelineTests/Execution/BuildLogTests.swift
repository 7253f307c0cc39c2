import Foundation
import TestSupport
import Testing

@testable import RebuildPipeline

/// The log of one build, on disks that take it and on one that does not.
struct BuildLogTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// 2026-11-28T01:02:03Z
    private static let date = Date(timeIntervalSince1970: 1_795_827_723)

    @Test("it is named after time and image, and a second one of the same second after both and a number")
    func names() throws {
        let logs = try (0..<3).map { _ in try BuildLog(folder: folder.root, image: "lab/a-b", date: Self.date) }
        let names = logs.map { URL(filePath: $0.path).lastPathComponent }
        #expect(names == ["20261128T010203Z_lab_a_b", "20261128T010203Z_lab_a_b_2", "20261128T010203Z_lab_a_b_3"])
    }

    @Test("it can be read while it is written, and is whole once it is closed")
    func readable() throws {
        let log = try BuildLog(folder: folder.root, image: "a", date: Self.date)
        log.append("one\n")
        #expect(try String(contentsOfFile: log.path, encoding: .utf8) == "one\n")
        log.append("two\n")
        try log.close()
        log.append("late\n")
        #expect(try String(contentsOfFile: log.path, encoding: .utf8) == "one\ntwo\n")
    }

    @Test("a disk that is full is told once the log is closed, and not before")
    func fullDisk() throws {
        let log = BuildLog(writingTo: open("/dev/full", O_WRONLY), path: "/logs/a")
        log.append("lost\n")
        log.append("lost too\n")
        let failure = try #require(throws: BuildLog.Failure.self) { try log.close() }
        #expect(failure.description == "/logs/a: the build log could not be written: No space left on device")
    }

    @Test("a folder that takes no file is found before the first build, and one that is missing is made")
    func prepared() throws {
        try BuildLog.prepare(folder.path("deep/logs"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("deep/logs")).isEmpty)
        // A folder in which nobody can make a file, root included.
        #expect(throws: (any Error).self) { try BuildLog.prepare("/proc/self") }
    }
}
