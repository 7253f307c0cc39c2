/// Maps `elements` with at most `limit` calls under way at once; the results are in the order of the elements.
///
/// - Parameter limit: less than 1 counts as 1.
public func boundedMap<Element: Sendable, Output: Sendable>(
    _ elements: [Element],
    limit: Int,
    _ transform: @escaping @Sendable (Element) async -> Output
) async -> [Output] {
    await withTaskGroup(of: (Int, Output).self) { group in
        var outputs = [Output?](repeating: nil, count: elements.count)
        var next = 0
        func addNext() {
            guard next < elements.count else { return }
            let position = next
            let element = elements[position]
            next += 1
            group.addTask { (position, await transform(element)) }
        }
        for _ in 0..<max(1, limit) { addNext() }
        while let (position, output) = await group.next() {
            outputs[position] = output
            addNext()
        }
        return outputs.compactMap { $0 }
    }
}
