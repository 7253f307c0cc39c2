extension Array {
    /// The elements in parts that follow one another, each of `length` but for the last; less than 1 counts as 1.
    package func inParts(of length: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: Swift.max(1, length)).map { start in
            self[start..<Swift.min(start + Swift.max(1, length), count)]
        }
    }
}
