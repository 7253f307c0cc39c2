import Foundation
import TestSupport

extension TemporaryFolder {
    /// Makes a program of a shell script.
    func install(_ name: String, _ script: String) async throws {
        try write("\(name).sh", "#!/bin/sh\n\(script)\n")
        // Copied by another process: a file that we wrote ourselves is "busy" while any process that a test started in
        // that moment still holds our descriptor.
        let result = try await Tool.run(["install", "-m", "755", path("\(name).sh"), path(name)])
        guard result.status == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
