import ManifestKit
import Testing

/// Real image lists and whitelists of every age: each must read, or be refused for the reason stated here.
@Suite(.enabled(if: ManifestCorpus.root != nil, "IMAGEBUILDER_CORPUS is not set"))
struct ImageListCorpusTests {
    /// Lists that name an image twice, word for word.
    static let withRepetitions: Set<String> = [
        "jiahchen+cord_training__docker_images.yml",
        "opencord+cord@2017-10-25-bb747fa0.yml",
        "opencord+cord@2017-11-06-08e22f9f.yml",
        "opencord+cord@2017-11-17-03677539.yml",
        "opencord+cord@2017-11-17-5e039f01.yml",
        "opencord+cord@2018-01-17-d552444a.yml",
        "opencord+cord@2018-01-27-9fe3a27e.yml",
    ]

    static func files(_ folder: String) -> [String] {
        guard let root = ManifestCorpus.root else { return [] }
        let folder = "\(root)/image-lists/\(folder)"
        return ManifestCorpus.files(below: folder, suffix: "")
    }

    @Test("Image lists", arguments: files("docker_images"))
    func imageList(_ file: String) throws {
        let name = String(file.split(separator: "/").last ?? "")
        let list = try ImageList.load(file: file)
        #expect(!list.buildable.isEmpty)
        #expect(list.buildTag != nil)
        #expect(list.warnings.isEmpty != Self.withRepetitions.contains(name))
        #expect(list.warnings.allSatisfy { $0.code == "repeated-entry" })
    }

    @Test("Whitelists", arguments: files("whitelists"))
    func whitelist(_ file: String) throws {
        let list = try Whitelist.load(file: file)
        #expect(!list.entries.isEmpty)
    }

    @Test("The folder was found to hold what it should")
    func samples() {
        #expect(Self.files("docker_images").count >= 30)
        #expect(Self.files("whitelists").count >= 15)
    }
}
