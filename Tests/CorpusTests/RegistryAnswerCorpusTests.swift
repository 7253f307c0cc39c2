import Foundation
import Testing

@testable import DockerEngine

/// What four engines passed on when a registry answered a pull in some fifty ways, with what that means.
@Suite(.enabled(if: DockerfileCorpus.folder != nil, "set IMAGEBUILDER_CORPUS to the folder of recorded answers"))
struct RegistryAnswerCorpusTests {
    @Test func answersMeanWhatTheyAreKnownToMean() throws {
        let lines = try DockerfileCorpus.text("registry-answers.tsv").split(separator: "\n").dropFirst()
        for line in lines {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            try #require(columns.count == 6, "\(line)")
            let status = try #require(Int(columns[3]))
            let error = EngineError.registry(
                message(columns[4]),
                status: status == 200 ? nil : status,
                about: "registry.test:6000/\(columns[0])/img"
            )
            #expect(meaning(error) == columns[5], "\(columns[0]), \(columns[2]): \(error)")
        }
        print("corpus: \(lines.count) answers of registries")
        #expect(lines.count > 100)
    }

    private func meaning(_ error: EngineError) -> String {
        switch error.code {
        case .notFound: error.hint == nil ? "not found" : "not found for this platform"
        case .unauthorized: "denied"
        case .rateLimited: "rate limited, may pass"
        case .network, .registryUnreachable, .serverError: "may pass"
        case .registryFailure, .badRequest: "fails"
        default: "\(error.code)"
        }
    }

    /// Some were recorded as the whole record of the stream, and cut off within its repetition.
    private func message(_ recorded: String) -> String {
        let start = "\"errorDetail\":{\"message\":\""
        guard recorded.hasPrefix("{"), let begin = recorded.range(of: start)?.upperBound,
            let end = recorded.range(of: "\"},\"error\":", range: begin..<recorded.endIndex)?.lowerBound
        else { return recorded.replacingOccurrences(of: "\\n", with: "\n").replacingOccurrences(of: "\\r", with: "\r") }
        let text = "\"\(recorded[begin..<end])\""
        return (try? JSONDecoder().decode(String.self, from: Data(text.utf8))) ?? text
    }
}
