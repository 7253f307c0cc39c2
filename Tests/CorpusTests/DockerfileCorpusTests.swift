import Foundation
import Testing

@testable import ImageGraph

/// Where the recorded answers are.
enum DockerfileCorpus {
    static let folder = ProcessInfo.processInfo.environment["IMAGEBUILDER_CORPUS"].map { URL(fileURLWithPath: $0) }

    static func data(_ path: String) throws -> Data {
        try Data(contentsOf: #require(folder).appendingPathComponent(path))
    }

    static func text(_ path: String) throws -> String { String(decoding: try data(path), as: UTF8.self) }

    static func records<Record: Decodable>(_ path: String, of type: Record.Type) throws -> [Record] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try text(path).split(separator: "\n").map { try decoder.decode(type, from: Data($0.utf8)) }
    }

    static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: #require(folder).appendingPathComponent(path).path).sorted()
    }
}

private struct RecordedStage: Decodable, Equatable {
    var index: Int
    var name: String
    var base: String
    var platform: String

    enum CodingKeys: String, CodingKey {
        case index = "Index"
        case name = "Name"
        case base = "Base"
        case platform = "Platform"
    }

    init(_ stage: Stage) {
        index = stage.index
        name = stage.name ?? ""
        base = stage.base
        platform = stage.platform ?? ""
    }
}

/// One external image, in a form that sorts. The recordings know two kinds: `FROM` and `from=`.
private struct RecordedImage: Decodable, Hashable, Comparable, CustomStringConvertible {
    var name: String
    var normalized: String
    var platform: String
    var kind: String

    init(_ use: ImageUse) {
        name = use.text
        normalized = use.reference.withDefaultTag.normalized
        platform = use.effectivePlatform
        kind = use.kind == .from ? "FROM" : "from="
    }

    enum CodingKeys: String, CodingKey { case name, normalized, platform, kind }

    init(from decoder: any Decoder) throws {
        if var list = try? decoder.unkeyedContainer() {
            name = try list.decode(String.self)
            normalized = try list.decode(String.self)
            platform = try list.decode(String.self)
            kind = try list.decode(String.self)
            return
        }
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = try fields.decode(String.self, forKey: .name)
        normalized = try fields.decode(String.self, forKey: .normalized)
        platform = try fields.decode(String.self, forKey: .platform)
        kind = try fields.decode(String.self, forKey: .kind)
    }

    var description: String { "\(kind) \(normalized) (\(name)) for \(platform)" }
    static func < (left: RecordedImage, right: RecordedImage) -> Bool { left.description < right.description }
}

private func outcome(
    _ dockerfile: Dockerfile,
    target: String?,
    arguments: [String: String],
    all: Bool
) -> Result<[RecordedImage], DockerfileError> {
    do throws(DockerfileError) {
        let options = ResolveOptions(target: target, buildArguments: arguments, allStages: all)
        return .success(try dockerfile.resolve(options).images.map(RecordedImage.init).sorted())
    } catch {
        return .failure(error)
    }
}

@Suite(.enabled(if: DockerfileCorpus.folder != nil, "set IMAGEBUILDER_CORPUS to the folder of recorded answers"))
struct DockerfileCorpusTests {
    // MARK: Real files

    private struct RealFile: Decodable {
        var file: String
        var escape: String
        var stages: [RecordedStage]?
        var reachable: [RecordedImage]?
        var allStages: [RecordedImage]?
        var error: String?
        var errorAllStages: String?
        var buildArgs: [String: String]?
    }

    @Test func realDockerfilesNeedTheImagesThatBuildKitNeeds() throws {
        var time = ContinuousClock.Duration.zero
        let records = try DockerfileCorpus.records("dockerfiles-expected.jsonl", of: RealFile.self)
        for record in records {
            let bytes = [UInt8](try DockerfileCorpus.data("dockerfiles/\(record.file)"))
            let start = ContinuousClock.now
            let dockerfile = try Dockerfile.parse(bytes, file: record.file)
            let arguments = record.buildArgs ?? [:]
            let reachable = outcome(dockerfile, target: nil, arguments: arguments, all: false)
            time += ContinuousClock.now - start
            #expect(String(dockerfile.escape) == record.escape, "\(record.file)")
            if let stages = record.stages {
                #expect(dockerfile.stages.map(RecordedStage.init) == stages, "\(record.file)")
            }
            check(reachable, record.reachable, record.error, record.file)
            let all = outcome(dockerfile, target: nil, arguments: arguments, all: true)
            check(all, record.allStages, record.errorAllStages, record.file + " (all stages)")
        }
        print("corpus: \(records.count) Dockerfiles in \(time)")
        #expect(records.count > 200)
    }

    private func check(
        _ outcome: Result<[RecordedImage], DockerfileError>,
        _ images: [RecordedImage]?,
        _ error: String?,
        _ label: String
    ) {
        let isRefused = !(error ?? "").isEmpty
        switch outcome {
        case .success(let found):
            #expect(!isRefused, "\(label) should be refused: \(error ?? "")")
            if !isRefused { #expect(found == (images ?? []).sorted(), "\(label)") }
        case .failure(let problem):
            #expect(isRefused, "\(label) should resolve, but: \(problem)")
        }
    }

    // MARK: Cases

    private struct Case: Decodable {
        struct Run: Decodable {
            var buildArgs: [String: String]
            var target: String
            var reachable: [RecordedImage]?
            var all: [RecordedImage]?
            var stages: [RecordedStage]?
            var error: String
            var errorAll: String
            var parseError: String
        }

        var src: String
        var test: String
        var line: Int
        var text: String
        var runs: [Run]
    }

    @Test func casesOfBuildKitResolveAsThere() throws {
        let cases = try DockerfileCorpus.records("from-cases.jsonl", of: Case.self)
        var runs = 0
        for entry in cases {
            for run in entry.runs {
                runs += 1
                let label = "\(entry.test):\(entry.line) target \(run.target)"
                let parsed = Result { try Dockerfile.parse([UInt8](entry.text.utf8), file: "Dockerfile") }
                guard case .success(let dockerfile) = parsed else {
                    #expect(!run.error.isEmpty, "\(label) should parse: \(parsed)")
                    continue
                }
                #expect(run.parseError.isEmpty, "\(label) should not parse: \(run.parseError)")
                if let stages = run.stages { #expect(dockerfile.stages.map(RecordedStage.init) == stages, "\(label)") }
                check(
                    outcome(dockerfile, target: run.target, arguments: run.buildArgs, all: false),
                    run.reachable,
                    run.error,
                    label
                )
                check(
                    outcome(dockerfile, target: run.target, arguments: run.buildArgs, all: true),
                    run.all,
                    run.errorAll,
                    label + " (all stages)"
                )
            }
        }
        print("corpus: \(cases.count) Dockerfile cases, \(runs) runs")
        #expect(cases.count > 50)
    }

    // MARK: Parse trees

    @Test func parseTreesAreThoseOfBuildKit() throws {
        let base = "dockerfile-parser/parser/testfiles"
        let names = try DockerfileCorpus.names(in: base)
        for name in names {
            let bytes = [UInt8](try DockerfileCorpus.data("\(base)/\(name)/Dockerfile"))
            let syntax = try DockerfileSyntax.parse(bytes, file: name)
            let tree = syntax.instructions.map { "(" + dump($0) + ")" }.joined(separator: "\n")
            let expected = try DockerfileCorpus.text("\(base)/\(name)/result")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(tree == expected, "\(name)")
        }
        print("corpus: \(names.count) parse trees")
        #expect(names.count > 30)
    }

    @Test func refusedByBuildKitIsRefused() throws {
        let base = "dockerfile-parser/parser/testfiles-negative"
        for name in try DockerfileCorpus.names(in: base) {
            let bytes = [UInt8](try DockerfileCorpus.data("\(base)/\(name)/Dockerfile"))
            #expect(throws: DockerfileError.self, "\(name)") { try DockerfileSyntax.parse(bytes, file: name) }
        }
    }

    /// Writes an instruction as the S-expression of BuildKit's parser.
    private func dump(_ instruction: InstructionSyntax) -> String {
        var parts = [instruction.keyword.lowercased()]
        if !instruction.flags.isEmpty {
            parts.append("[" + instruction.flags.map(quote).joined(separator: " ") + "]")
        }
        if let trigger = instruction.trigger { parts.append("(" + dump(trigger) + ")") }
        parts += instruction.arguments.map(quote)
        return parts.joined(separator: " ")
    }

    /// Go's `strconv.Quote`, as far as the files need it.
    private func quote(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\u{7}": result += "\\a"
            case "\u{8}": result += "\\b"
            case "\u{B}": result += "\\v"
            case "\u{C}": result += "\\f"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    result += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }

    // MARK: Expansion

    @Test func wordsExpandAsInBuildKit() throws {
        let variables = [
            "PWD": "/home", "SHELL": "bash", "KOREAN": "한국어", "NULL": "",
        ]
        var cases = 0
        for line in try DockerfileCorpus.text("dockerfile-parser/shell/envVarTest").split(separator: "\n") {
            guard line.first != "#", let bar = line.firstIndex(of: "|") else { continue }
            guard line.first != "W" else { continue }
            let fields = line[line.index(after: bar)...].split(separator: "|", omittingEmptySubsequences: false)
            let source = fields[0].trimmingCharacters(in: .whitespaces)
            let expected = fields[1].trimmingCharacters(in: .whitespaces)
            cases += 1
            let found = (try? ShellLexer().expand(source, variables: variables))?.text
            #expect(found == (expected == "error" ? nil : expected), "\(source)")
        }
        print("corpus: \(cases) expansions")
        #expect(cases > 200)
    }

    @Test func wordsSplitAsInBuildKit() throws {
        var variables: [String: String] = [:]
        for line in try DockerfileCorpus.text("dockerfile-parser/shell/wordsTest").split(separator: "\n") {
            if line.first == "#" { continue }
            if line.hasPrefix("ENV ") {
                let pair = line.dropFirst(4).split(separator: "=", maxSplits: 1)
                variables[String(pair[0])] = pair.count > 1 ? String(pair[1]) : ""
                continue
            }
            let fields = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard fields.count == 2 else { continue }
            // Trailing blanks are part of some expected words.
            let expected = line[line.index(after: line.firstIndex(of: "|")!)...].drop { $0 == " " }
            let words = (try? ShellLexer().split(fields[0], variables: variables))?.words
            #expect(words?.joined(separator: ",") == (fields[1] == "error" ? nil : String(expected)), "\(line)")
        }
    }
}
