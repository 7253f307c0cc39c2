import Basics
import ImageGraph
import ManifestKit

/// Ignore files that docker does not read, or reads otherwise than their authors seem to think. (What it refuses stops a
/// run: the loader finds that.)
struct IgnoreFileCheck {
    let recipe: BuildRecipe

    func findings() -> [Diagnostic] {
        unread() + commentsThatAreNone()
    }

    /// A `.dockerignore` beside a Dockerfile that is not in the root of the context.
    private func unread() -> [Diagnostic] {
        let folder = recipe.dockerfile.split(separator: "/").dropLast().joined(separator: "/")
        let beside = PathText.join(PathText.join(recipe.checkout, folder), ".dockerignore")
        guard folder != (recipe.context == "." ? "" : recipe.context), beside != recipe.ignoreFile,
            DiskPath.exists(beside)
        else { return [] }
        return [
            Diagnostic(
                .ignoreFileNotRead,
                file: beside,
                message: "docker does not read this file: the context is \(recipe.contextPath)",
                hint: "move it there, or call it '\(lastPart(recipe.dockerfile)).dockerignore'"
            )
        ]
    }

    /// Only a `#` in the very first column begins a comment:
    /// <https://docs.docker.com/build/concepts/context/#comments>.
    private func commentsThatAreNone() -> [Diagnostic] {
        // What cannot be read, or is too long, has been told by whoever read it first.
        guard let file = recipe.ignoreFile, let bytes = try? BoundedFile.read(file, limit: 16 << 20) else { return [] }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.enumerated().compactMap { index, line in
            guard line.first != UInt8(ascii: "#"), let column = Self.commentColumn(line) else { return nil }
            return Diagnostic(
                .ignoreComment,
                file: file,
                line: index + 1,
                column: column,
                message: "this '#' begins no comment: it is a part of the pattern",
                hint: "put the comment into a line of its own, from its first column on"
            )
        }
    }

    /// The column of a `#` with white space before it, from 1.
    private static func commentColumn(_ line: ArraySlice<UInt8>) -> Int? {
        var previous: UInt8?
        for (offset, byte) in line.enumerated() {
            if byte == UInt8(ascii: "#"), previous == UInt8(ascii: " ") || previous == UInt8(ascii: "\t") {
                return offset + 1
            }
            previous = byte
        }
        return nil
    }

    private func lastPart(_ path: String) -> Substring {
        path.split(separator: "/").last ?? Substring(path)
    }
}
