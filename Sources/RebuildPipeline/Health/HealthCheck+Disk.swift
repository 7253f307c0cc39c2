import Foundation

/// Room on the disks that a run writes to.
extension HealthCheck {
    /// Reports, records and logs are small; images are on the engine's machine.
    private static let leastFree: Int64 = 1 << 30

    func diskFindings() -> [HealthFinding] {
        subjects.folders.map { folder in
            guard let free = Self.free(at: folder.path) else {
                return HealthFinding("disk", .skipped, "\(folder.path) (\(folder.purpose)): it does not tell")
            }
            let said = "\(folder.path) (\(folder.purpose)): \(free >> 20) MiB free"
            if free >= Self.leastFree { return HealthFinding("disk", .ok, said) }
            return HealthFinding("disk", .warning, said, remedy: "make room, or name another folder")
        }
    }

    /// Of the folder, or of the nearest one above it that is there.
    private static func free(at path: String) -> Int64? {
        var place = URL(fileURLWithPath: path)
        while !FileManager.default.fileExists(atPath: place.path), place.path != "/" { place.deleteLastPathComponent() }
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: place.path)
        return (attributes?[.systemFreeSize] as? NSNumber)?.int64Value
    }
}
