/// The page that has all commands with all that they take: docs/commands.md.
struct CommandPage {
    let tree: CommandTree

    var text: String {
        var lines = [
            "# Commands",
            "",
            "Printed from the commands themselves: `IMAGEBUILDER_WRITE_SNAPSHOTS=1 swift test --filter CommandTreeTests` writes it anew.",
            "`imagebuilder help COMMAND` says the same; [the contract, 3](contract.md#3-outputs) has the exit statuses.",
        ]
        for (path, command) in tree.all where command.commandName != "help" {
            lines += [""] + section(path, command)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ path: String, _ command: CommandTree.Command) -> [String] {
        let name = path.isEmpty ? command.commandName : "\(tree.command.commandName) \(path)"
        var lines = [path.isEmpty ? "## \(name)" : "### \(name)"]
        if let abstract = command.abstract { lines += ["", Self.cell(abstract)] }
        if let discussion = command.discussion { lines += [""] + Self.paragraphs(discussion) }
        let shown = (command.arguments ?? []).filter { $0.shouldDisplay != false && !Self.isEverywhere($0) }
        guard !shown.isEmpty else { return lines }
        var title: String?
        var isFirst = true
        for argument in shown {
            if isFirst || argument.sectionTitle != title {
                title = argument.sectionTitle
                lines += title.map { ["", "**\(Self.cell($0))**"] } ?? []
                lines += ["", "| | |", "|---|---|"]
                isFirst = false
            }
            lines.append("| \(Self.spelling(argument)) | \(Self.meaning(argument)) |")
        }
        return lines
    }

    /// Those that every command has.
    private static func isEverywhere(_ argument: CommandTree.Argument) -> Bool {
        argument.names?.contains { $0.name == "help" || $0.name == "version" } ?? false
    }

    /// `-r`, `--repo_root`, `--repo-root` DIR
    private static func spelling(_ argument: CommandTree.Argument) -> String {
        let value = argument.valueName.map { "<\($0)>" } ?? ""
        if argument.kind == "positional" {
            return "`\(value)\(argument.isRepeating == true ? "…" : "")`"
        }
        let names = (argument.names ?? []).map { "`\($0.kind == "short" ? "-" : "--")\($0.name)`" }
        let spelt = names.joined(separator: ", ")
        return argument.kind == "option" ? "\(spelt) `\(value.replacing("|", with: "\\|"))`" : spelt
    }

    private static func meaning(_ argument: CommandTree.Argument) -> String {
        var parts = [cell(argument.abstract ?? "")]
        if let values = argument.allValues, !values.isEmpty {
            parts.append("Values: " + values.map { "`\($0)`" }.joined(separator: ", ") + ".")
        }
        if let value = argument.defaultValue, !value.isEmpty, argument.kind == "option" {
            parts.append("Default: `\(value)`.")
        }
        return parts.joined(separator: " ")
    }

    /// A text that stands in one cell of a table.
    private static func cell(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|").replacing(
            "<",
            with: "\\<"
        )
    }

    /// Paragraphs as they are; what is indented, such as examples, stays code.
    private static func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix(" ") ? "    \(line.drop { $0 == " " })" : String(line).replacing("<", with: "\\<")
        }
    }
}
