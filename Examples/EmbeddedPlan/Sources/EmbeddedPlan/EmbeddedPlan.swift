import RebuildPipeline

/// `EmbeddedPlan TREE LIST` says what would happen to each image and why, from the sources alone; `EmbeddedPlan TREE LIST run`
/// asks the engine, and makes it happen.
@main
struct EmbeddedPlan {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let tree = arguments.first, let list = arguments.dropFirst().first else {
            print("usage: EmbeddedPlan TREE LIST [run]")
            return
        }
        let runs = arguments.last == "run"
        let rebuild = try Rebuild(tree: tree, list: list, asksEngine: runs)
        let prepared = try await rebuild.prepare()
        for image in prepared.plan.images {
            print(image.key, image.decision, image.reasons.first.map { "\($0)" } ?? "", separator: "\t")
        }
        guard runs else { return }
        let report = try await rebuild.run(prepared)
        print(report.summary)
    }
}
