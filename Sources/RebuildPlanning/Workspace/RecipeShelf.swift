import Basics
import ImageGraph
import ManifestKit

/// What was read of the image list's entries, each once.
///
/// Reading takes most of the time of loading, and each entry is read by itself. So entries are read ahead on all processors; whoever
/// asks for them one by one, in the order in which problems are told, finds them read.
struct RecipeShelf {
    let reader: RecipeReader
    /// Names of images for which nothing is read, because their entries cannot be relied on.
    let unread: Set<String>
    /// How many entries are read in turn: enough to be worth a task.
    private static let readAtOnce = 16
    private var readings: [String: RecipeReading] = [:]

    init(_ reader: RecipeReader, unread: Set<String>) {
        self.reader = reader
        self.unread = unread
    }

    /// Reads entries, and those that they are built from, as far as the lists hold them.
    ///
    /// - Parameter jobs: how many are read at once.
    mutating func readAhead(_ images: [ImageList.BuildableImage], names: NameTable, jobs: Int) async {
        var next = images.filter(isMissing)
        while !next.isEmpty {
            let reader = reader
            let parts = next.inParts(of: Self.readAtOnce)
            let read = await boundedMap(parts, limit: jobs) { part in part.map { reader.read($0) } }
            var found: [ImageList.BuildableImage] = []
            var isFound: Set<String> = []
            for (image, reading) in zip(next, read.joined()) {
                readings[image.name] = reading
                for use in reading.recipe?.resolved.images ?? [] {
                    guard case .buildable(let parent, _, _) = names.target(of: use.reference) else { continue }
                    if isFound.insert(parent.name).inserted { found.append(parent) }
                }
            }
            next = found.filter(isMissing)
        }
    }

    private func isMissing(_ image: ImageList.BuildableImage) -> Bool {
        !unread.contains(image.name) && readings[image.name] == nil
    }

    /// What an entry came to; read now where it has not been.
    mutating func reading(of image: ImageList.BuildableImage) -> RecipeReading {
        if unread.contains(image.name) { return RecipeReading() }
        if let known = readings[image.name] { return known }
        let reading = reader.read(image)
        readings[image.name] = reading
        return reading
    }
}
