import ArgumentParser
import ImageBuilderCommands

@main
struct Main {
    static func main() async {
        await ImageBuilder.main()
    }
}
