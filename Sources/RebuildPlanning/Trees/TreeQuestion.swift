import GitProbe
import ManifestKit
import SystemPackage

/// A question about a tree that only git answers.
enum TreeQuestion {
    /// - Parameter folder: what to name where the failure names nothing.
    /// - Throws: `InputError` where git could not answer: without the answer there is no tree.
    static func ask<Answer>(
        in folder: String,
        _ question: () async throws(GitProbeError) -> Answer
    ) async throws(InputError) -> Answer {
        do throws(GitProbeError) {
            return try await question()
        } catch {
            let file = error.checkout?.string ?? folder
            throw InputError([Diagnostic(.treeUnreadable, file: file, message: error.message, hint: error.hint)])
        }
    }
}
