/// Which projects are in effect, found by name and by path, in the order in which they took effect.
///
/// Projects are indices into the evaluator's records.
struct ProjectTable {
    private var byName: [String: [Int]] = [:]
    private var byPath: [String: Int] = [:]
    /// Index and the moment from which it is at its place.
    private var slots: [Int: Int] = [:]
    private var moments = 0

    var inOrder: [Int] { slots.sorted { $0.value < $1.value }.map(\.key) }
    var names: [String] { Array(byName.keys) }
    var paths: [String] { Array(byPath.keys) }

    func index(at path: String) -> Int? { byPath[path] }

    func indices(named name: String) -> [Int] { byName[name] ?? [] }

    /// Whether there are projects of that name, or were and have been removed by their paths one by one: a name
    /// then stays known to `<extend-project>`.
    func knows(_ name: String) -> Bool { byName[name] != nil }

    mutating func add(_ index: Int, name: String, path: String) {
        byName[name, default: []].append(index)
        byPath[path] = index
        slots[index] = nextMoment()
    }

    mutating func remove(_ index: Int, name: String, path: String) {
        byName[name]?.removeAll { $0 == index }
        byPath[path] = nil
        slots[index] = nil
    }

    mutating func forgetName(_ name: String) {
        byName[name] = nil
    }

    /// Another project is about to take this one's place.
    mutating func forget(_ index: Int, name: String) {
        byName[name]?.removeAll { $0 == index }
    }

    /// A moved project counts as new at its place, unless it replaces one there.
    mutating func move(_ index: Int, from old: String, to new: String) {
        byPath[old] = nil
        if let other = byPath[new] {
            slots[index] = slots.removeValue(forKey: other)
        } else {
            slots[index] = nextMoment()
        }
        byPath[new] = index
    }

    private mutating func nextMoment() -> Int {
        moments += 1
        return moments
    }
}
