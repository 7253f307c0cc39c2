import Foundation
import TestSupport
import Testing

@testable import ImageBuilderCommands

/// Where results go, and what is said of those that get lost.
struct ConsoleTests {
    @Test("results are made safe, each a line or several")
    func results() async throws {
        try await withTemporaryFolder { folder in
            try folder.write("out")
            let file = try #require(FileHandle(forWritingAtPath: folder.path("out")))
            let console = Console(verbosity: .normal, output: file.fileDescriptor)
            console.out("one\u{1b}[2J\nline")
            console.out(lines: "two\nlines\u{202e}")
            console.out(lines: "ended\n")
            try file.close()
            #expect(try folder.read("out") == "one\\u{1b}[2J\\u{a}line\ntwo\nlines\\u{202e}\nended\n")
            #expect(console.lostResults == nil)
        }
    }

    @Test("a full disk loses results, and only what came before it counts", .enabled(if: hasFullDevice))
    func full() throws {
        let device = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        let console = Console(verbosity: .quiet, output: device.fileDescriptor)
        console.out("lost")
        #expect(console.lostResults == String(cString: strerror(ENOSPC)))
    }

    @Test("a reader that went away loses nothing that anybody wants")
    func closedPipe() throws {
        signal(SIGPIPE, SIG_IGN)
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let console = Console(verbosity: .quiet, output: pipe.fileHandleForWriting.fileDescriptor)
        console.out("unread")
        #expect(console.lostResults == nil)
    }

    @Test("a pipe that does not block is waited for")
    func slowReader() async throws {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        #expect(fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) == 0)
        // More than any pipe holds.
        let text = String(repeating: "x", count: 4 << 20)
        let writer = Task.detached {
            let console = Console(verbosity: .quiet, output: descriptor)
            console.out(text)
            try pipe.fileHandleForWriting.close()
            return console.lostResults
        }
        let read = try pipe.fileHandleForReading.readToEnd()
        #expect(try await writer.value == nil)
        #expect(read?.count == text.utf8.count + 1)
    }

    static let hasFullDevice = FileManager.default.fileExists(atPath: "/dev/full")
}
