import Basics
import ImageGraph

/// One Dockerfile as it is read, or why it cannot be.
struct DockerfileInspection: Encodable {
    struct Stage: Encodable {
        let index: Int
        let name: String?
        let base: String
        let baseStage: Int?
        let reference: String?
        let platform: String?
        let needed: Bool
        let line: Int
    }

    struct Image: Encodable {
        let name: String
        let reference: String
        let kind: String
        let stage: Int
        let stageName: String?
        let platform: String
        let line: Int
        let column: Int
        let triggered: Bool
    }

    struct BuildKitFeature: Encodable {
        let kind: String
        let text: String
        let line: Int
    }

    struct RefusedDockerfile: Encodable {
        let code: String
        var line: Int?
        var column: Int?
        let message: String
        var hint: String?

        /// `FILE:LINE:COLUMN: error: message (hint)`. An error of a whole line is placed at its first column.
        func line(in file: String) -> String {
            let place = line.map { ":\($0):\(column ?? 1)" } ?? ""
            return file + place + ": error: " + message + (hint.map { " (\($0))" } ?? "")
        }
    }

    let file: String
    var target: Int?
    var stages: [Stage]?
    var images: [Image]?
    var arguments: [String]?
    var labels: [String: String]?
    var onBuild: [String]?
    var requiresBuildKit: [BuildKitFeature]?
    var error: RefusedDockerfile?

    init(file: String, options: ResolveOptions) {
        self.file = file
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try BoundedFile.read(file, limit: Self.limit, kind: .any)
        } catch {
            self.error = RefusedDockerfile(
                code: "unreadable",
                message: "the file cannot be read: \(error.message)",
                hint: "check that it is there and a file"
            )
            return
        }
        do throws(DockerfileError) {
            take(try Dockerfile.parse(bytes, file: file).resolve(options))
        } catch {
            self.error = RefusedDockerfile(
                code: error.code.rawValue,
                line: error.line,
                column: error.column,
                message: error.message,
                hint: error.hint
            )
        }
    }

    private mutating func take(_ resolved: ResolvedDockerfile) {
        target = resolved.targetStage
        stages = resolved.stages.map { stage in
            Stage(
                index: stage.index,
                name: stage.name,
                base: stage.base,
                baseStage: stage.baseStage,
                reference: stage.reference?.withDefaultTag.normalized,
                platform: stage.platform,
                needed: stage.isNeeded,
                line: stage.line
            )
        }
        images = resolved.images.map { use in
            Image(
                name: use.text,
                reference: use.reference.withDefaultTag.normalized,
                kind: use.kind.rawValue,
                stage: use.stage,
                stageName: use.stageName,
                platform: use.effectivePlatform,
                line: use.line,
                column: use.column,
                triggered: use.isTriggered
            )
        }
        arguments = resolved.declaredArguments.sorted()
        labels = resolved.labels
        onBuild = resolved.onBuildTriggers.map(\.expression)
        requiresBuildKit = resolved.requiresBuildKit.map {
            BuildKitFeature(kind: $0.kind.rawValue, text: $0.text, line: $0.line)
        }
    }

    /// More than a Dockerfile may have: its parser then says that it is too large.
    private static let limit = 17 << 20

    /// Stages, and below them the images; nil for a file that cannot be read.
    var text: String? {
        guard let stages, let images else { return nil }
        var ofStages = TextTable([
            .right("STAGE"), .left("NAME"), .left("NEEDED"), .right("LINE"), .left("PLATFORM"), .left("BASE"),
        ])
        for stage in stages {
            ofStages.add([
                "\(stage.index)", stage.name, stage.needed ? "yes" : "no", "\(stage.line)", stage.platform,
                stage.baseStage.map { "\(stage.base) (stage \($0))" } ?? stage.base,
            ])
        }
        var ofImages = TextTable([
            .left("KIND"), .right("LINE"), .right("STAGE"), .left("PLATFORM"), .left("IMAGE"), .left("REFERENCE"),
        ])
        for image in images {
            ofImages.add([
                image.kind, "\(image.line)", "\(image.stage)", image.platform, image.name, image.reference,
            ])
        }
        return ofStages.text + "\n\n" + (images.isEmpty ? "no external images" : ofImages.text)
    }
}
