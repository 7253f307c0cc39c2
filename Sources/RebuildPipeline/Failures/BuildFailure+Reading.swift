import Basics
import Foundation
import ImageGraph

extension BuildFailure {
    /// Lines around the instruction that are told.
    private static let surroundings = 2
    /// Of an instruction with more lines the beginning is told.
    private static let longest = 12

    /// Puts together what a step said and where it stands.
    ///
    /// - Parameters:
    ///   - path: the Dockerfile on disk, which is read now; nil: there is none.
    ///   - mask: takes secrets out of what is told.
    init?(_ step: FailedStep, in path: String?, mask: (String) -> String) {
        guard let name = step.name else { return nil }
        let place = path.flatMap { Self.place(of: name, in: $0) } ?? []
        self.init(
            step: mask(name),
            dockerfile: place.isEmpty ? nil : path,
            excerpt: place,
            output: step.output.map(mask)
        )
    }

    private static func place(of step: String, in path: String) -> [Line] {
        guard let bytes = try? BoundedFile.read(path, limit: 16 << 20),
            let dockerfile = try? Dockerfile.parse(Array(bytes), file: path),
            let instruction = StepPlace(dockerfile).instruction(of: step)
        else { return [] }
        let lines = String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
        // A line feed ends the last line and begins none.
        let count = lines.count - (lines.last?.isEmpty == true ? 1 : 0)
        let first = max(1, instruction.line - surroundings)
        let last = min(count, instruction.endLine + surroundings, instruction.line + longest)
        guard first <= last else { return [] }
        return (first...last).map { number in
            Line(
                number: number,
                text: String(lines[number - 1]),
                isFailed: (instruction.line...instruction.endLine).contains(number)
            )
        }
    }
}
