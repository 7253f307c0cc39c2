/// A regular expression ready to run: a machine whose possible states advance together over the text, so that a match
/// takes time proportional to text × expression whatever the expression says (`a*a*a*a*b` included).
struct RegexProgram: Hashable, Sendable {
    private enum Operation: Hashable, Sendable {
        case scalar(ScalarSet)
        case assertion(RegexNode.Assertion)
        /// Goes on at both places; the second is where to, the first the next operation.
        case fork(Int)
        case jump(Int)
        case accept
    }

    /// More than any pattern that can match a path needs: paths have 4,096 bytes at most.
    static let maximumSize = 16_384

    private var operations: [Operation] = []
    /// How many operations it has.
    var size: Int { operations.count }
    /// Whether a match can only begin where the text begins.
    private let isAnchored: Bool
    /// Bytes that every match begins and ends with: nearly all paths are told apart by them alone.
    private let prefix: [UInt8]
    private let suffix: [UInt8]

    init(_ node: RegexNode) throws(PatternFault) {
        if case .sequence(let nodes) = node, nodes.first == .assertion(.start) {
            isAnchored = true
            prefix = Self.literal(nodes.dropFirst())
            suffix =
                nodes.last == .assertion(.end)
                ? Self.literal(nodes.dropFirst().dropLast().reversed(), isReversed: true) : []
        } else {
            (isAnchored, prefix, suffix) = (false, [], [])
        }
        try emit(node)
        try append(.accept)
    }

    private static func literal(_ nodes: some Sequence<RegexNode>, isReversed: Bool = false) -> [UInt8] {
        var scalars: [Unicode.Scalar] = []
        for case .scalar(let set) in nodes.prefix(while: { if case .scalar = $0 { true } else { false } }) {
            // U+FFFD also stands for any byte that is not UTF-8.
            guard let scalar = set.single.flatMap(Unicode.Scalar.init), scalar != "\u{FFFD}" else { break }
            scalars.append(scalar)
        }
        if isReversed { scalars.reverse() }
        return Array(String(String.UnicodeScalarView(scalars)).utf8)
    }

    // MARK: Making the program

    private mutating func append(_ operation: Operation) throws(PatternFault) {
        guard operations.count < Self.maximumSize else {
            throw PatternFault(message: "it is too long to match anything")
        }
        operations.append(operation)
    }

    private mutating func emit(_ node: RegexNode) throws(PatternFault) {
        switch node {
        case .scalar(let set): try append(.scalar(set))
        case .assertion(let assertion): try append(.assertion(assertion))
        case .sequence(let nodes): for node in nodes { try emit(node) }
        case .choice(let branches): try emitChoice(branches[...])
        case .repetition(let node, let minimum, let maximum): try emitRepetition(node, minimum, maximum)
        }
    }

    private mutating func emitChoice(_ branches: ArraySlice<RegexNode>) throws(PatternFault) {
        var jumps: [Int] = []
        for (offset, branch) in branches.enumerated() {
            guard offset < branches.count - 1 else {
                try emit(branch)
                break
            }
            let fork = operations.count
            try append(.fork(0))
            try emit(branch)
            jumps.append(operations.count)
            try append(.jump(0))
            operations[fork] = .fork(operations.count)
        }
        for jump in jumps { operations[jump] = .jump(operations.count) }
    }

    private mutating func emitRepetition(_ node: RegexNode, _ minimum: Int, _ maximum: Int?) throws(PatternFault) {
        for _ in 0..<minimum { try emit(node) }
        if let maximum {
            var forks: [Int] = []
            for _ in minimum..<maximum {
                forks.append(operations.count)
                try append(.fork(0))
                try emit(node)
            }
            for fork in forks { operations[fork] = .fork(operations.count) }
        } else {
            let fork = operations.count
            try append(.fork(0))
            try emit(node)
            try append(.jump(fork))
            operations[fork] = .fork(operations.count)
        }
    }

    // MARK: Running it

    /// Whether the expression matches somewhere in the text.
    func matches(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count >= max(prefix.count, suffix.count), text.starts(with: prefix),
            text.suffix(suffix.count).elementsEqual(suffix)
        else { return false }
        let scalars = GoText.scalars(text).map(\.value)
        var states = StateSet(capacity: operations.count)
        var next = StateSet(capacity: operations.count)
        for position in 0...scalars.count {
            if position == 0 || !isAnchored {
                if follow(from: 0, at: position, in: scalars, into: &states) { return true }
            }
            guard position < scalars.count, !(states.members.isEmpty && isAnchored) else { return false }
            next.removeAll()
            for state in states.members {
                guard case .scalar(let set) = operations[state], set.contains(scalars[position]) else { continue }
                if follow(from: state + 1, at: position + 1, in: scalars, into: &next) { return true }
            }
            swap(&states, &next)
        }
        return false
    }

    /// Adds all states that can be reached without reading on; true if the end is among them.
    private func follow(from start: Int, at position: Int, in text: [UInt32], into states: inout StateSet) -> Bool {
        var pending = [start]
        while let state = pending.popLast() {
            guard states.insert(state) else { continue }
            switch operations[state] {
            case .scalar: break
            case .accept: return true
            case .jump(let target): pending.append(target)
            case .fork(let target):
                pending.append(target)
                pending.append(state + 1)
            case .assertion(let assertion):
                if Self.holds(assertion, at: position, in: text) { pending.append(state + 1) }
            }
        }
        return false
    }

    private static func holds(_ assertion: RegexNode.Assertion, at position: Int, in text: [UInt32]) -> Bool {
        func isWord(_ position: Int) -> Bool {
            guard text.indices.contains(position) else { return false }
            return ScalarSet(ScalarSet.posixClasses["word"] ?? []).contains(text[position])
        }
        switch assertion {
        case .start: return position == 0
        case .end: return position == text.count
        case .wordBoundary: return isWord(position - 1) != isWord(position)
        case .noWordBoundary: return isWord(position - 1) == isWord(position)
        }
    }
}

/// A set of states that is emptied in no time.
private struct StateSet {
    private(set) var members: [Int] = []
    private var isMember: [Bool]

    init(capacity: Int) {
        isMember = Array(repeating: false, count: capacity)
    }

    mutating func insert(_ state: Int) -> Bool {
        guard !isMember[state] else { return false }
        isMember[state] = true
        members.append(state)
        return true
    }

    mutating func removeAll() {
        for state in members { isMember[state] = false }
        members.removeAll(keepingCapacity: true)
    }
}
