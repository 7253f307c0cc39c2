/// What several instructions check alike.
extension InstructionSyntax {
    /// Refuses all flags, as BuildKit does for the instructions that know none.
    func refuseFlags() throws(SyntaxProblem) {
        _ = try InstructionFlags(of: self, known: [:])
    }

    /// The only argument.
    func soleArgument() throws(SyntaxProblem) -> String {
        try Self.require(arguments.count == 1, "\(keyword) needs exactly one argument")
        return arguments[0]
    }

    /// The pairs of `ENV` and `LABEL`, of which there must be one.
    func pairs() throws(SyntaxProblem) -> [KeyValuePair] {
        try Self.require(!arguments.isEmpty, "\(keyword) needs at least one argument")
        let pairs = stride(from: 0, to: arguments.count, by: 3).map {
            KeyValuePair(key: arguments[$0], value: arguments[$0 + 1])
        }
        try Self.require(!pairs.contains { $0.key.isEmpty }, "the name of a \(keyword) must not be blank")
        return pairs
    }

    /// The arguments as a command: one text for a shell, or the words of the JSON form.
    var commandForm: CommandForm { isJSON ? .exec(arguments) : .shell(arguments.first ?? "") }

    static func require(_ condition: Bool, _ message: @autoclosure () -> String) throws(SyntaxProblem) {
        guard condition else { throw SyntaxProblem(.invalidSyntax, message()) }
    }
}
