import Basics
import ImageGraph
import ManifestKit

/// Reads the files that say how an image is made: its Dockerfile and its ignore file.
enum RecipeFiles {
    /// The most bytes of a Dockerfile or an ignore file, which is BuildKit's bound for Dockerfiles.
    private static let sizeLimit = 16 << 20

    /// A Dockerfile and what it says; nil with the reason added to `problems`.
    static func dockerfile(
        _ path: String,
        _ options: ResolveOptions,
        _ problems: inout [Diagnostic]
    ) -> (content: [UInt8], resolved: ResolvedDockerfile)? {
        guard let bytes = read(path, &problems), let dockerfile = parsed(bytes, path, &problems),
            let resolved = resolved(dockerfile, options, &problems)
        else { return nil }
        return (bytes, resolved)
    }

    /// A Dockerfile as it is written; nil with the reason added to `problems`.
    static func parsed(_ path: String, _ problems: inout [Diagnostic]) -> Dockerfile? {
        read(path, &problems).flatMap { parsed($0, path, &problems) }
    }

    private static func parsed(_ bytes: [UInt8], _ path: String, _ problems: inout [Diagnostic]) -> Dockerfile? {
        reading(&problems) { () throws(DockerfileError) in try Dockerfile.parse(bytes, file: path) }
    }

    /// What a target of it needs; nil with the reason added to `problems`.
    static func resolved(
        _ dockerfile: Dockerfile,
        _ options: ResolveOptions,
        _ problems: inout [Diagnostic]
    ) -> ResolvedDockerfile? {
        reading(&problems) { () throws(DockerfileError) in try dockerfile.resolve(options) }
    }

    private static func reading<Value>(
        _ problems: inout [Diagnostic],
        _ read: () throws(DockerfileError) -> Value
    ) -> Value? {
        do throws(DockerfileError) {
            return try read()
        } catch {
            problems.append(
                Diagnostic(
                    .dockerfile,
                    file: error.file,
                    line: error.line,
                    column: error.column,
                    message: error.message,
                    hint: error.hint
                )
            )
            return nil
        }
    }

    /// What a context leaves out, and the file that says so, where there is one; nil with the reason added to `problems`.
    static func ignore(
        context: String,
        dockerfile: String,
        _ problems: inout [Diagnostic]
    ) -> (patterns: IgnorePatterns, file: String?)? {
        guard let file = IgnorePatterns.locate(contextRoot: context, dockerfile: dockerfile) else {
            return (.none, nil)
        }
        guard let bytes = read(file, &problems) else { return nil }
        do throws(ContextError) {
            return (try IgnorePatterns(parsing: bytes, file: file), file)
        } catch {
            problems.append(
                Diagnostic(
                    .dockerignore,
                    file: file,
                    line: error.line,
                    column: nil,
                    message: error.message,
                    hint: error.hint
                )
            )
            return nil
        }
    }

    private static func read(_ path: String, _ problems: inout [Diagnostic]) -> [UInt8]? {
        do throws(FileError) {
            return try BoundedFile.read(path, limit: sizeLimit)
        } catch {
            problems.append(
                Diagnostic(
                    .unreadable,
                    file: path,
                    line: nil,
                    column: nil,
                    message: "cannot be read: \(error.message)",
                    hint: "check that it is a file and that you may read it"
                )
            )
            return nil
        }
    }
}
