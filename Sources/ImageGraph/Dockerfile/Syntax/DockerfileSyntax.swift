/// The first pass over a Dockerfile: lines to instructions, with nothing but their syntax checked.
///
/// Source: BuildKit's `parser.Parse`.
struct DockerfileSyntax {
    var directives: [ParserDirective]
    /// The escape character, `\` or `` ` ``.
    var escape: UInt8
    var instructions: [InstructionSyntax]

    static func parse(_ bytes: [UInt8], file: String) throws(DockerfileError) -> DockerfileSyntax {
        guard bytes.count <= DockerfileLimits.fileBytes else {
            throw DockerfileError(
                file: file,
                code: .tooLarge,
                message: "the file is larger than \(DockerfileLimits.fileBytes) bytes"
            )
        }
        var parser = DockerfileParser(lines: PhysicalLines(bytes), file: file)
        return try parser.run()
    }
}
