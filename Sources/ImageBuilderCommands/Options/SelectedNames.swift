import ArgumentParser
import RebuildPlanning

/// The images that a command is about: the same for every command that plans.
struct SelectedNames: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The images: names, ends of names, globs; NAME... takes all that need it, too, !NAME leaves it out (default: all).",
            valueName: "image"
        ),
        completion: .custom { words, _, _ in ImageCompletion.names(words) }
    )
    var images: [String] = []

    var selection: ImageSelection { ImageSelection(texts: images) }
}
