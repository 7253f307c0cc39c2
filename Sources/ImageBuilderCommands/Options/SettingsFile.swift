import Basics
import ManifestKit
import RebuildPlanning
import Yams

/// `.imagebuilder.yml`: options by their long names.
struct SettingsFile {
    struct Value {
        var texts: [String]
        /// What relative paths begin at; nil: the current folder.
        var folder: String?
        /// Where it stands, for messages.
        var place: String
    }

    /// By names with hyphens.
    private(set) var values: [String: Value] = [:]

    /// A file of a few lines.
    private static let sizeLimit = 1 << 20

    /// - Parameters:
    ///   - names: all that a key can be.
    ///   - excluded: names of options that no file can give.
    /// - Throws: `InputError` with everything that is wrong.
    init(_ path: String, names: Set<String>, excluded: Set<String>) throws(InputError) {
        let node = try Self.node(path)
        guard let node, let mapping = node.mapping else {
            if node == nil { return }
            throw InputError([Diagnostic(.settings, file: path, message: "the settings are no map of options")])
        }
        let folder = PathText.parent(of: path)
        var problems: [Diagnostic] = []
        for (key, value) in mapping {
            let name = (key.string ?? "").replacing("_", with: "-")
            let mark = key.mark
            func problem(_ message: String, _ hint: String? = nil) {
                problems.append(
                    Diagnostic(
                        .settings,
                        file: path,
                        line: mark?.line,
                        column: mark?.column,
                        message: message,
                        hint: hint
                    )
                )
            }
            guard !excluded.contains(name) else {
                problem("'\(name)' cannot stand here: it says where this file is, or is about one run only")
                continue
            }
            guard names.contains(name) else {
                let near = Suggestion.nearest(to: name, among: names.subtracting(excluded)).map {
                    "did you mean '\($0)'?"
                }
                problem("there is no option '\(name)' that could stand here", near)
                continue
            }
            guard let texts = Self.texts(value) else {
                problem("'\(name)' takes a text, a number, true or false, or a list of those")
                continue
            }
            values[name] = Value(texts: texts, folder: folder, place: mark.map { "\(path):\($0.line)" } ?? path)
        }
        guard problems.isEmpty else { throw InputError(problems) }
    }

    private static func node(_ path: String) throws(InputError) -> Node? {
        let text: String
        do throws(FileError) {
            text = String(decoding: try BoundedFile.read(path, limit: sizeLimit), as: UTF8.self)
        } catch {
            throw InputError([
                Diagnostic(.settings, file: path, message: "the settings cannot be read: \(error.message)")
            ])
        }
        do {
            return try Yams.compose(yaml: text)
        } catch {
            let message = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
            throw InputError([Diagnostic(.settings, file: path, message: "the settings are no YAML: \(message)")])
        }
    }

    private static func texts(_ node: Node) -> [String]? {
        if let scalar = node.scalar { return [scalar.string] }
        guard let sequence = node.sequence else { return nil }
        let texts = sequence.compactMap(\.scalar?.string)
        return texts.count == sequence.count ? texts : nil
    }
}
