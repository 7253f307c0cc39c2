import Foundation

extension TemporaryFolder {
    /// Makes a program of a shell script.
    public func install(_ name: String, _ script: String) async throws {
        try write("\(name).sh", "#!/bin/sh\n\(script)\n")
        // Copied by another process: a file that we wrote ourselves is "busy" while any process that a test started in
        // that moment still holds our descriptor.
        let command = ["/usr/bin/install", "-m", "755", path("\(name).sh"), path(name)]
        let result = try await Program.run(command, in: root)
        guard result.status == 0 else { throw Program.Failure(command: command, result: result) }
    }
}
