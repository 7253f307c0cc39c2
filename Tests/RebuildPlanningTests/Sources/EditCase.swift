import RebuildPlanning
import Testing

/// A tree, an edit, and how the image stands before and after it.
struct EditCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let entry: String
    let setup: String
    /// How the image stands before the edit.
    let before: SourceState
    let edit: String
    let state: SourceState
    /// Whether the edit makes another image.
    let changesDigest: Bool

    init(
        _ name: String,
        entry: String = "repo: p",
        setup: String = "",
        before: SourceState = .clean,
        edit: String,
        state: SourceState = .modified,
        changesDigest: Bool = true
    ) {
        testDescription = name
        self.entry = entry
        self.setup = setup
        self.before = before
        self.edit = edit
        self.state = state
        self.changesDigest = changesDigest
    }

    func run() async throws {
        try await EditedTree.with(entry, setup: setup) { tree in
            let before = try await tree.facts().sources
            #expect(before.state == self.before, "before the edit: \(before.evidence)")
            try await tree.sh(edit)
            let after = try await tree.facts().sources
            #expect(after.state == state, "after the edit: \(after.evidence)")
            #expect((after.inputDigest != before.inputDigest) == changesDigest)
            #expect(after.inputDigest != nil)
            #expect((after.labels["org.label-schema.version"] == "o/main") == (state == .clean))
        }
    }
}
