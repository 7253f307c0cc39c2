import Basics
import Foundation

/// Reads whole input files, with a bound, and says in one diagnostic why one cannot be read.
enum InputFile {
    /// The largest real inputs (manifests of 1,500 projects, generated configurations) are well under 1 MiB; a file
    /// past this bound is a mistake, and parsing it would take many times its size in memory.
    static let largestSize = 8 << 20

    /// The file's bytes.
    static func read(
        _ path: String,
        what: String,
        kind: BoundedFile.Kind = .regular
    ) throws(InputError) -> [UInt8] {
        do throws(FileError) {
            return try BoundedFile.read(path, limit: largestSize, kind: kind)
        } catch {
            throw failure(error, what)
        }
    }

    /// The file's text, which must be UTF-8; a byte order mark is dropped.
    static func readText(
        _ path: String,
        what: String,
        kind: BoundedFile.Kind = .regular
    ) throws(InputError) -> String {
        try text(of: read(path, what: what, kind: kind), file: path, what: what)
    }

    /// `bytes` as text; the error points at the first byte that is no UTF-8.
    static func text(of bytes: [UInt8], file: String, what: String) throws(InputError) -> String {
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            throw error(.notUTF8, file, "the \(what) is not UTF-8 text")
        }
        return text
    }

    private static func failure(_ failure: FileError, _ what: String) -> InputError {
        switch failure.code {
        case .notFound: error(.notFound, failure.path, "the \(what) does not exist", hint: hint(of: failure.path))
        case .notAFile: error(.notAFile, failure.path, "the \(what) is not a file")
        case .tooLarge: error(.tooLarge, failure.path, "the \(what) \(failure.message)")
        case .system(EACCES):
            error(
                .unreadable,
                failure.path,
                "the \(what) cannot be read: \(failure.message)",
                hint: "make \(DiskPath.place(of: failure.path)) and the folders above it readable for you"
            )
        case .changed, .unwritable, .system:
            error(.unreadable, failure.path, "the \(what) cannot be read: \(failure.message)")
        }
    }

    /// Where a relative path leads, which is what most people get wrong.
    private static func hint(of path: String) -> String? {
        path.hasPrefix("/") ? nil : "it would be \(DiskPath.place(of: path))"
    }

    private static func error(_ rule: Rule, _ path: String, _ message: String, hint: String? = nil) -> InputError {
        InputError([Diagnostic(rule, file: path, message: message, hint: hint)])
    }
}
