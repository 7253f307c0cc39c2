import Foundation
import ManifestKit
import Testing

/// Real and hand-made manifests, against what git-repo's own parser made of them.
///
/// `IMAGEBUILDER_CORPUS` names the folder; see its README for the layout.
@Suite(.enabled(if: ManifestCorpus.root != nil, "IMAGEBUILDER_CORPUS is not set"))
struct ManifestCorpusTests {
    @Test("Real manifests", arguments: ManifestCorpus.real)
    func real(_ sample: ManifestCorpus.Sample) throws {
        try sample.check()
    }

    @Test("Small manifests, one rule each", arguments: ManifestCorpus.small)
    func small(_ sample: ManifestCorpus.Sample) throws {
        try sample.check()
    }

    @Test("The folder was found to hold what it should")
    func samples() {
        #expect(ManifestCorpus.real.count >= 200)
        #expect(ManifestCorpus.small.count >= 80)
    }
}

enum ManifestCorpus {
    static let root = ProcessInfo.processInfo.environment["IMAGEBUILDER_CORPUS"]

    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        /// The manifest, or the top of a checkout.
        let input: String
        let includeRoot: String?
        /// The table of the effective projects; `nil` or a table of one error where it must be refused.
        let answer: String?

        var testDescription: String { name }
    }

    static var real: [Sample] {
        guard let root else { return [] }
        return files(below: "\(root)/manifests", suffix: ".tsv").compactMap { answer in
            guard let range = answer.range(of: "/expected/") else { return nil }
            let files = answer[..<range.lowerBound] + "/files"
            let name = answer[range.upperBound...].dropLast(".tsv".count)
            return Sample(
                name: String(answer.dropFirst(root.count)),
                input: "\(files)/\(name).xml",
                includeRoot: String(files),
                answer: answer
            )
        }
    }

    static var small: [Sample] {
        guard let root else { return [] }
        let folder = "\(root)/manifests-small"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        // This sample's included file was not kept with it, so that it cannot be read.
        let incomplete = "TestIncludeElement_test_allow_bad_name_from_user__02"
        return names.sorted().filter { $0 != incomplete }.map { name in
            let answer = "\(folder)/\(name)/expected.tsv"
            // A checkout, a manifest repository in one, or a manifest repository by itself.
            let places: [(file: String, includeRoot: String?)] = [
                (".repo/manifest.xml", nil), (".repo/manifests/root.xml", ".repo/manifests"), ("default.xml", "."),
            ]
            let place =
                places.first { FileManager.default.fileExists(atPath: "\(folder)/\(name)/\($0.file)") } ?? places[0]
            return Sample(
                name: name,
                input: place.includeRoot == nil ? "\(folder)/\(name)" : "\(folder)/\(name)/\(place.file)",
                includeRoot: place.includeRoot.map { "\(folder)/\(name)/\($0)" },
                answer: FileManager.default.fileExists(atPath: answer) ? answer : nil
            )
        }
    }

    static func files(below folder: String, suffix: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
        return walk.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.sorted().map { "\(folder)/\($0)" }
    }
}

extension ManifestCorpus.Sample {
    func check() throws {
        let rows = try answer.map { try Self.rows($0) } ?? []
        if answer == nil || rows.contains(where: { $0.first == "ERROR" }) {
            #expect(throws: InputError.self, "\(rows)") { try load() }
            return
        }
        let manifest = try load()
        let withImplicitGroups = rows.contains { $0[6].contains("name:") }
        let found = manifest.projects.map { project in
            let implicit = withImplicitGroups ? project.implicitGroups : []
            return [
                project.name, project.path, project.remoteName, project.revision, project.url,
                project.upstream ?? "", (project.groups + implicit).sorted().joined(separator: ","),
            ]
        }
        #expect(found.count == rows.count)
        for (row, wanted) in zip(found, rows) where row != wanted {
            Issue.record("\(row)\nbut repo has\n\(wanted)")
        }
    }

    private func load() throws -> RepoManifest {
        if let includeRoot {
            return try RepoManifest.load(file: input, includeRoot: includeRoot, manifestURL: manifestURL)
        }
        return try RepoManifest.load(checkout: input, manifestURL: manifestURL)
    }

    private static func rows(_ file: String) throws -> [[String]] {
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        return lines.filter { $0.first != "name" }
    }

    /// The URL under which the answer was made. A set is called OWNER+REPOSITORY@BRANCH; where the code host is not
    /// the usual one, the answers' own URLs say which it is.
    private var manifestURL: String {
        guard let set = name.split(separator: "/").first(where: { $0.contains("@") }) else {
            return "https://h/a/manifest"
        }
        let parts = set.split(separator: "@")[0].split(separator: "+").map(String.init)
        switch parts[0] {
        case "opencord": return "https://gerrit.opencord.org/manifest"
        case "CyanogenMod", "mer-hybris": return "git://github.com/\(parts[0])/\(parts[1])"
        case "crdroidandroid": return "ssh://git@github.com/crdroidandroid/android"
        case "openharmony": return "https://gitee.com/openharmony/manifest"
        case "aosp-mirror": return "https://android.googlesource.com/platform/manifest"
        default: return "https://github.com/\(parts[0])/\(parts[1])"
        }
    }
}
