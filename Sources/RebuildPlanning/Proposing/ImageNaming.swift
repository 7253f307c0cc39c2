import Basics
import ImageGraph
import ManifestKit

/// Proposes names of images, by the folders and names of their Dockerfiles.
struct ImageNaming {
    /// Before each name, with a `/` between.
    let prefix: String?

    /// Folders that say nothing of what is in them.
    private static let common: Set<String> = [
        "build", "builds", "container", "containers", "deploy", "docker", "dockerfile", "dockerfiles", "image",
        "images",
        "package", "packages", "packaging", "src",
    ]

    /// A name for each, no two the same, in the same order.
    func names(of files: [FoundDockerfile]) -> [String] {
        let words = files.map(Self.words)
        let external = Set(files.flatMap(\.needs).map(\.familiarName))
        var counts = words.map { Self.settled($0.least, $0.words) }
        while true {
            let names = zip(words, counts).map { full($0.words.prefix($1).reversed().joined(separator: "-")) }
            let holders = Dictionary(grouping: names.indices, by: { names[$0] })
            var hasGrown = false
            for (name, indices) in holders {
                for index in indices where counts[index] < words[index].words.count {
                    guard indices.count > 1 || isTaken(name, files[index], external) else { continue }
                    counts[index] = Self.settled(counts[index] + 1, words[index].words)
                    hasGrown = true
                }
            }
            if !hasGrown { return Self.numbered(names) }
        }
    }

    /// How many words make a name: no name begins with a number, which is a version of something.
    private static func settled(_ least: Int, _ words: [String]) -> Int {
        var count = min(least, words.count)
        while count < words.count, words[count - 1].first?.isNumber ?? true { count += 1 }
        return count
    }

    private func full(_ name: String) -> String { prefix.map { "\($0)/\(name)" } ?? name }

    /// Whether a Dockerfile means an image from elsewhere by that name: its own base, or an official image.
    private func isTaken(_ name: String, _ file: FoundDockerfile, _ external: Set<String>) -> Bool {
        file.needs.contains { $0.familiarName == name } || !name.contains("/") && external.contains(name)
    }

    /// What may be told of an image, the nearest first, and how much of it is needed at least.
    private static func words(_ file: FoundDockerfile) -> (words: [String], least: Int) {
        let folders = (file.folder == "." ? [] : file.folder.split(separator: "/").map(String.init)).reversed()
        let project = PathText.lastComponent(of: file.project.name)
        let places = (folders.filter { !common.contains($0.lowercased()) } + [project]).map(legal).filter {
            !$0.isEmpty
        }
        guard let label = file.label.map(legal), !label.isEmpty, !common.contains(label), label != places.first else {
            return (places.isEmpty ? ["image"] : places, 1)
        }
        // A file's name is enough where the folder is one of Dockerfiles, or the project's own.
        let isPlain = folders.first.map { common.contains($0.lowercased()) } ?? true
        return ([label] + places, isPlain ? 1 : 2)
    }

    /// What Docker's grammar allows in a part of a name: letters and digits in lower case, single separators between.
    private static func legal(_ text: String) -> String {
        let parts = text.lowercased().unicodeScalars.split { scalar in
            !("a"..."z").contains(scalar) && !("0"..."9").contains(scalar) && !"._".unicodeScalars.contains(scalar)
        }
        return parts.map { part in
            part.split { "._".unicodeScalars.contains($0) }.map(String.init).joined(
                separator: part.contains("_") ? "_" : "."
            )
        }.filter { !$0.isEmpty }.joined(separator: "-")
    }

    /// What is still the same gets numbers.
    private static func numbered(_ names: [String]) -> [String] {
        var taken = Set(names)
        var seen: Set<String> = []
        return names.map { name in
            if seen.insert(name).inserted { return name }
            var number = 2
            while !taken.insert("\(name)-\(number)").inserted { number += 1 }
            return "\(name)-\(number)"
        }
    }
}
