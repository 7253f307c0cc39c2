import Basics
import ImageGraph
import ManifestKit

/// What the image list and the lock file say of images from elsewhere, held against those that the list needs.
struct BaseListCheck {
    let survey: WorkspaceSurvey
    let list: ImageList
    let listFile: String

    func findings() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        let policies = read(&findings) { () throws(InputError) in try BasePolicies(list.bases, file: listFile) }
        let path = LockedBases.file(beside: listFile)
        let isThere = DiskPath.exists(path)
        let lock = read(&findings) { () throws(InputError) in isThere ? try BaseLock.load(file: path) : BaseLock() }
        let locked = lock.flatMap { lock in
            read(&findings) { () throws(InputError) in try LockedBases(lock, policies ?? BasePolicies()) }
        }
        let needed = Set(survey.workspace.images.filter { $0.role != .buildable }.map(\.reference))
        for base in list.bases {
            guard let reference = try? ImageReference(parsing: base.name).withDefaultTag else { continue }
            if !needed.contains(reference) {
                findings.append(unneeded(base))
            } else if base.freshness == .locked, let locked, locked.digest(of: reference) == nil {
                findings.append(notLocked(base, path))
            }
        }
        return findings
    }

    private func read<Value>(
        _ findings: inout [Diagnostic],
        _ body: () throws(InputError) -> Value
    ) -> Value? {
        do throws(InputError) {
            return try body()
        } catch {
            findings += error.diagnostics
            return nil
        }
    }

    private func unneeded(_ base: ImageList.BaseImage) -> Diagnostic {
        Diagnostic(.unneededBase, at: base.position, "no image of the list needs '\(base.name)'")
    }

    private func notLocked(_ base: ImageList.BaseImage, _ path: String) -> Diagnostic {
        Diagnostic(
            .baseNotLocked,
            at: base.position,
            "'\(base.name)' is to be locked, and \(path) does not name it",
            hint: "lock it"
        )
    }
}
