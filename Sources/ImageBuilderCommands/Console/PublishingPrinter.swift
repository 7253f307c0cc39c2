import DockerEngine
import ImageGraph
import RebuildPipeline

/// Tells what happens while images are pushed or removed, one line a change.
struct PublishingPrinter: Sendable {
    let console: Console

    func handle(_ event: PublishingEvent) {
        switch event {
        case .pushed(let reference, let digest):
            console.note("pushed \(reference.familiar)  \(digest ?? "")")
        case .alreadyThere(let reference, let digest):
            console.note("there  \(reference.familiar)  \(digest ?? "")")
        case .retrying(let reference, let error, let delay):
            let wait = DurationText.seconds(delay)
            console.note("\(reference.familiar): \(error.message); trying again in \(wait)")
        case .removed(let id): console.note("removed \(id.prefix(19))", from: .info)
        case .notRemoved(let id, let error):
            console.error("failed \(id.prefix(19))  \(error)")
        }
    }
}
