import GitProbe
import ImageGraph
import RebuildPlanning

/// Times the planner over 100,000 images and the input digest over 1,000,000 files; prints the median of seven runs.
@main
enum Pure {
    static func main() throws {
        let images = try makeImages(count: 100_000)
        let inventory = makeInventory(images)
        report("planner, 100,000 images, all kept") {
            let plan = Planner().plan(images, inventory: inventory, buildTag: "candidate")
            precondition(plan.count(of: .keep) == images.count)
        }
        report("planner, 100,000 images, all to be built") {
            let plan = Planner().plan(images, inventory: Inventory(), buildTag: "candidate")
            precondition(plan.count(of: .keep) == 0)
        }
        let files = try makeFiles(count: 1_000_000)
        report("input digest, 1,000,000 files") {
            var digest = InputDigest()
            for (path, blob) in files { digest.addFile(path, mode: .regular, blob: blob) }
            precondition(digest.finish().hasPrefix("sha256:"))
        }
    }

    private static func report(_ name: String, _ body: () -> Void) {
        let clock = ContinuousClock()
        let times = (0..<7).map { _ in clock.measure(body) }.sorted()
        print("\(name): \(times[3].formatted) (\(times[0].formatted) to \(times[6].formatted))")
    }

    /// Ten levels; every image but the first thousand needs one or two of the level above.
    private static func makeImages(count: Int) throws -> [DesiredImage] {
        let level = count / 10
        return try (0..<count).map { number in
            let name = "group\(number % 97)/image\(number)"
            let reference = try ImageReference(parsing: name)
            var image = DesiredImage(key: ImageKey(name), reference: reference, role: .buildable)
            let above = number < level ? [] : [number - level, (number / level - 1) * level + number * 7 % level]
            image.parents = Set(above).sorted().map { ImageKey("group\($0 % 97)/image\($0)") }
            image.commit = String(repeating: "c", count: 40)
            image.inputDigest = "sha256:" + String(number, radix: 16)
            image.labels = [
                LabelName.name: name, LabelName.version: "origin/master", LabelName.vcsRef: "c",
                LabelName.vcsURL: "https://git.example.org/group",
            ]
            image.requiredTags = ["candidate"]
            image.cleanTags = [String(repeating: "c", count: 40)]
            image.pullTags = image.cleanTags
            return image
        }
    }

    private static func makeInventory(_ images: [DesiredImage]) -> Inventory {
        Inventory(
            images.enumerated().map { number, image in
                Inventory.Image(
                    id: "sha256:id\(number)",
                    tags: [try? image.reference.withTag("candidate")].compactMap(\.self),
                    labels: [LabelName.inputDigest: image.inputDigest ?? ""]
                )
            }
        )
    }

    private static func makeFiles(count: Int) throws -> [(ContextPath, ObjectID)] {
        (0..<count).compactMap { number in
            let hex = String(number, radix: 16)
            let blob = ObjectID(String(repeating: "0", count: 40 - hex.count) + hex)
            return blob.map { (ContextPath("source/part\(number / 1000)/subfolder/file\(number).swift"), $0) }
        }
    }
}

extension Duration {
    fileprivate var formatted: String {
        let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
        return "\(milliseconds) ms"
    }
}
