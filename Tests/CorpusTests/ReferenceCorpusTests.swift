import Foundation
import ImageGraph
import Testing

/// References of `distribution/reference`'s own tests, with what that library makes of each.
@Suite(.enabled(if: DockerfileCorpus.folder != nil, "set IMAGEBUILDER_CORPUS to the folder of recorded answers"))
struct ReferenceCorpusTests {
    @Test func referencesAreReadAsByDistribution() throws {
        let text = try DockerfileCorpus.text("reference-cases.tsv")
        let lines = text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(lines.first)
        var cases = 0
        for line in lines.dropFirst() {
            let row = Dictionary(uniqueKeysWithValues: zip(header, line))
            let column = { (name: String) in row[name] ?? "" }
            let input = column("input")
            cases += 1
            guard let reference = try? ImageReference(parsing: input) else {
                #expect(!column("norm_error").isEmpty, "\(input) should be a reference")
                continue
            }
            #expect(column("norm_error").isEmpty, "\(input) should be refused: \(column("norm_error"))")
            #expect(reference.domain == column("norm_domain"), "\(input)")
            #expect(reference.path == column("norm_path"), "\(input)")
            #expect(reference.tag ?? "" == column("norm_tag"), "\(input)")
            #expect(reference.digest ?? "" == column("norm_digest"), "\(input)")
            #expect(reference.normalized == column("norm_string"), "\(input)")
            #expect(reference.familiar == column("familiar_string"), "\(input)")
            #expect(reference.withDefaultTag.normalized == column("tag_name_only"), "\(input)")
            #expect(reference.normalized == column("any_reference"), "\(input)")
            let dockerReference =
                reference.digest.map { reference.name + "@" + $0 }
                ?? reference.withDefaultTag.normalized
            #expect(dockerReference == column("docker_ref"), "\(input)")
        }
        print("corpus: \(cases) references")
        #expect(cases > 100)
    }
}
