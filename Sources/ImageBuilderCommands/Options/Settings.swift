import Basics
import ManifestKit
import RebuildPlanning
import Yams

/// Options that stand in a file beside the tree, or in the environment: every option has a key there, its long name.
///
/// What is typed counts most, then the environment, then the file.
struct Settings {
    static let fileName = ".imagebuilder.yml"
    /// In front of an option's name, in capitals and with `_`.
    static let variablePrefix = "IMAGEBUILDER_"

    /// What a setting cannot be: it says itself where the file is, or is no matter of habit.
    private static let excluded: Set = ["help", "version", "no-config", "repo-root", "plan", "resume"]
    /// Beside 'build --plan' the plan says itself what is read and decided.
    static let inputTitles: Set = ["Inputs", "Decisions"]

    private let commands: CommandOptions
    private let environment: [String: String]

    /// - Parameter dump: the program's commands, as the argument parser tells them to tools.
    init(dump: String, environment: [String: String]) throws {
        commands = try CommandOptions(dump: dump)
        self.environment = environment
    }

    /// The arguments with those in front that file and environment add.
    ///
    /// - Parameter dump: as of the initialiser; it takes a moment, and most runs do not need it.
    /// - Throws: `InputError` for a file that cannot be read, `UsageError` for a variable that cannot be what it says.
    static func expanded(
        _ arguments: [String],
        _ environment: [String: String],
        dump: () -> String
    ) throws -> [String] {
        // What shells ask is answered without any.
        let isOfShell = arguments.contains { $0 == "---completion" || $0.hasPrefix("--generate-completion-script") }
        if isOfShell || arguments.contains("--experimental-dump-help") { return arguments }
        let isAsked = !arguments.contains("--no-config")
        let file = isAsked ? file(for: arguments) : nil
        let hasVariables = environment.keys.contains { $0.hasPrefix(variablePrefix) }
        guard file != nil || hasVariables else { return arguments }
        return try Settings(dump: dump(), environment: environment).expanded(arguments, file: file)
    }

    /// The file beside the tree that is meant; nil where there is none.
    private static func file(for arguments: [String]) -> String? {
        let root = typedRoot(arguments) ?? TreeFinder.nearestRoot(of: nil) ?? "."
        let folder = DiskPath.isFile(root) ? PathText.parent(of: root) : root
        let file = PathText.join(folder, fileName)
        return DiskPath.exists(file) ? file : nil
    }

    private static func typedRoot(_ arguments: [String]) -> String? {
        let names = ["--repo_root", "--repo-root", "-r"]
        for (position, argument) in arguments.enumerated() {
            if names.contains(argument) { return position + 1 < arguments.count ? arguments[position + 1] : nil }
            for name in names.dropLast() where argument.hasPrefix(name + "=") {
                return String(argument.dropFirst(name.count + 1))
            }
            if argument.hasPrefix("-r"), argument.count > 2 { return String(argument.dropFirst(2)) }
        }
        return nil
    }

    func expanded(_ arguments: [String], file: String?) throws -> [String] {
        let (words, options) = commands.options(of: arguments)
        let hasPlan = arguments.contains { $0 == "--plan" || $0.hasPrefix("--plan=") }
        let settable = options.filter { option in
            guard let name = option.longNames.first, !Self.excluded.contains(name) else { return false }
            return !(hasPlan && Self.inputTitles.contains(option.sectionTitle ?? "")) && !isTyped(option, arguments)
        }
        let read = try file.map { try SettingsFile($0, names: commands.allNames, excluded: Self.excluded) }
        var values = read?.values ?? [:]
        for option in settable {
            guard let name = option.longNames.first, let text = environment[Self.variable(name)] else { continue }
            values[name] = .init(
                texts: text.split(separator: "\n").map(String.init),
                folder: nil,
                place: Self.variable(name)
            )
        }
        let added = try settable.flatMap { option -> [String] in
            guard let value = option.longNames.lazy.compactMap({ values[$0] }).first else { return [] }
            return try Self.arguments(option, value)
        }
        return arguments.prefix(words) + added + arguments.dropFirst(words)
    }

    static func variable(_ name: String) -> String {
        variablePrefix + name.uppercased().replacing("-", with: "_")
    }

    private func isTyped(_ option: CommandOptions.Option, _ arguments: [String]) -> Bool {
        option.longNames.contains { name in
            arguments.contains { $0 == "--\(name)" || $0.hasPrefix("--\(name)=") }
        }
    }

    private static func arguments(_ option: CommandOptions.Option, _ value: SettingsFile.Value) throws(UsageError)
        -> [String]
    {
        let name = option.longNames.first ?? ""
        guard option.isFlag else {
            return value.texts.map { text in
                let isRelative = option.isPath && text != "-" && !text.hasPrefix("/")
                return "--\(name)=" + (isRelative ? value.folder.map { PathText.join($0, text) } ?? text : text)
            }
        }
        switch value.texts.first?.lowercased() ?? "" {
        case "true", "yes", "on", "1": return ["--\(name)"]
        case "false", "no", "off", "0", "": return []
        case let text:
            // How often: -vv is 2.
            if let count = Int(text), count <= 9 { return Array(repeating: "--\(name)", count: max(0, count)) }
            throw UsageError("\(value.place): \(name) is true or false, not '\(text)'")
        }
    }
}
