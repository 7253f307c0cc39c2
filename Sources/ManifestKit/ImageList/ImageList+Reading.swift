extension ImageList {
    /// What could be read of an image list, right or wrong: for whoever goes on after problems.
    public struct Reading: Sendable, Hashable {
        /// The entries that could be read. Values that are wrong have their defaults.
        public let list: ImageList
        /// What is wrong, and what should be known; without errors for a list that ``ImageList/load(file:)`` would take.
        public let diagnostics: [Diagnostic]
        /// The names of the buildable images in whose entries something is wrong. They are in the list, but what the
        /// entries say otherwise is not to be relied on.
        public let incomplete: Set<String>
    }

    /// Reads an image list as far as that is possible.
    ///
    /// - Throws: ``InputError`` where there is nothing to go on with: the file cannot be read, is empty or is no YAML.
    public static func read(file: String) throws(InputError) -> Reading {
        let text = try InputFile.readText(file, what: "image list")
        guard let root = try YAMLReader.read(text, file: file) else { throw empty(file) }
        var reader = ImageListReader()
        let list = reader.read(root)
        return Reading(
            list: list,
            diagnostics: reader.log.errors + reader.log.warnings,
            incomplete: reader.incomplete
        )
    }

    static func empty(_ file: String) -> InputError {
        InputError([
            Diagnostic(.emptyFile, file: file, message: "the image list is empty")
        ])
    }
}
