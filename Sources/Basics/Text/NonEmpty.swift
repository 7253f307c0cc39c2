extension String? {
    /// `nil` for an empty text too, as docker treats its environment variables.
    package var nonEmpty: String? { flatMap { $0.isEmpty ? nil : $0 } }
}
