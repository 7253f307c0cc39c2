import Foundation
import ImageBuilderCommands

@main
struct Main {
    static func main() async {
        exit(await ImageBuilder.run(Array(CommandLine.arguments.dropFirst())))
    }
}
