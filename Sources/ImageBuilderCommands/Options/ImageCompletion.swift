import ImageGraph
import ManifestKit

/// The images that a shell offers: those of the list that the words typed so far mean.
enum ImageCompletion {
    /// - Parameter words: those of the command line. Nothing is said of what is wrong: a shell shows names, or nothing.
    static func names(_ words: [String]) -> [String] {
        let names = ["--container_list", "--container-list", "-c"]
        var list = "docker_images.yml"
        for (position, word) in words.enumerated() {
            if names.contains(word), position + 1 < words.count { list = words[position + 1] }
            for name in names.dropLast() where word.hasPrefix(name + "=") {
                list = String(word.dropFirst(name.count + 1))
            }
        }
        guard let reading = try? ImageList.read(file: list) else { return [] }
        return reading.list.buildable.map { (try? ImageReference(parsing: $0.name))?.familiarName ?? $0.name }
    }
}
