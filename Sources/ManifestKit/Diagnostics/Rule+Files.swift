extension Rule {
    package static let notFound = Rule(
        "not-found",
        .error,
        "A file is not there.",
        "Check the path, and what it is relative to: the current folder."
    )
    package static let notAFile = Rule(
        "not-a-file",
        .error,
        "A folder or device stands where a file is needed.",
        "Name the file itself."
    )
    package static let unreadable = Rule("unreadable", .error, "A file cannot be read.", "Check its permissions.")
    package static let notUTF8 = Rule("not-utf8", .error, "A file is no UTF-8 text.", "Store it as UTF-8.")
    package static let tooLarge = Rule(
        "too-large",
        .error,
        "A file, or what it stands for, is larger than any real one.",
        "Make it smaller."
    )
    package static let tooDeep = Rule("too-deep", .error, "Values or files are nested too deeply.", "Nest them less.")
    package static let emptyFile = Rule(
        "empty-file",
        .error,
        "A file has nothing in it.",
        "Fill it, or do not name it."
    )
    package static let unknown = Rule("unknown", .error, "An input cannot be read.", "The message tells what is wrong.")
}

extension RuleGroup {
    /// What any input file can have.
    package static let files = RuleGroup(
        "Any input file",
        [
            .notFound, .notAFile, .unreadable, .notUTF8, .tooLarge, .tooDeep, .emptyFile, .unknown,
        ]
    )
}
