extension String {
    /// The text with runs of white space and control characters made one space each: fit for one line of output, and
    /// harmless on a terminal whatever a server wrote.
    package var singleLine: String {
        var result = ""
        var gap = false
        for scalar in unicodeScalars {
            if scalar.value <= 0x20 || (0x7f...0x9f).contains(scalar.value) {
                gap = !result.isEmpty
            } else {
                if gap { result.unicodeScalars.append(" ") }
                gap = false
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
