import ArgumentParser
import ManifestKit
import RebuildPlanning
import Testing

@testable import ImageBuilderCommands

/// What a mistyped command is told, since it is taken for the name of an image.
struct CommandAdviceTests {
    @Test("the commands are those that there are")
    func commands() {
        let names = ImageBuilder.configuration.subcommands.map { $0._commandName }
        #expect(CommandAdvice.commands == names.filter { $0 != "build" }.sorted())
    }

    @Test(
        "a command is suggested where one name was given and no image is near it",
        arguments: [
            (["pruen"], nil, "did you mean the command 'prune'?"),
            (["chek"], "did you mean 'chef'?", "did you mean 'chef'?"),
            (["pruen", "web"], nil, nil), (["nothing-like-it"], nil, nil),
        ] as [([String], String?, String?)]
    )
    func hint(_ names: [String], _ before: String?, _ after: String?) {
        let problem = Diagnostic(.unknownName, file: "list", message: "no image", hint: before)
        let advised = CommandAdvice.advised(InputError([problem]), names: names)
        #expect(advised.diagnostics.map(\.hint) == [after])
    }
}
