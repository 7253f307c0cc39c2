/// Reads the JSON form of an instruction: an array of strings.
///
/// Source: BuildKit's `parseJSON` over Go's `encoding/json`. Text that is no JSON array is the shell form; a JSON array
/// with anything but strings in it is an error. Nothing here recurses.
enum JSONForm {
    enum Reading: Equatable {
        case strings([String])
        /// Valid JSON, but some element is no string.
        case otherElements
        case notJSON
    }

    static func read(_ text: ArraySlice<UInt8>) -> Reading {
        let text = GoSpace.trimmingStart(text)
        guard text.first == .openBracket else { return .notJSON }
        var reader = ArrayReader(text: text)
        return reader.readTopArray()
    }

    private struct ArrayReader {
        var text: ArraySlice<UInt8>
        var index: Int

        init(text: ArraySlice<UInt8>) {
            self.text = text
            self.index = text.startIndex
        }

        var current: UInt8? { index < text.endIndex ? text[index] : nil }

        mutating func skipBlanks() {
            while let byte = current, byte == .space || byte == .tab || byte == .newline || byte == .carriageReturn {
                index += 1
            }
        }

        mutating func take(_ byte: UInt8) -> Bool {
            guard current == byte else { return false }
            index += 1
            return true
        }

        mutating func readTopArray() -> Reading {
            var strings: [String] = []
            var onlyStrings = true
            index += 1
            skipBlanks()
            if !take(.closeBracket) {
                repeat {
                    skipBlanks()
                    if current == .doubleQuote {
                        guard let string = readString() else { return .notJSON }
                        strings.append(string)
                    } else {
                        guard skipValue() else { return .notJSON }
                        onlyStrings = false
                    }
                    skipBlanks()
                } while take(.comma)
                guard take(.closeBracket) else { return .notJSON }
            }
            skipBlanks()
            guard index == text.endIndex else { return .notJSON }
            return onlyStrings ? .strings(strings) : .otherElements
        }

        // MARK: Strings

        mutating func readString() -> String? {
            index += 1
            var bytes: [UInt8] = []
            while let byte = current {
                index += 1
                switch byte {
                case .doubleQuote: return String(decoding: bytes, as: UTF8.self)
                case .backslash: guard readEscape(into: &bytes) else { return nil }
                case 0..<0x20: return nil
                default: bytes.append(byte)
                }
            }
            return nil
        }

        private mutating func readEscape(into bytes: inout [UInt8]) -> Bool {
            guard let byte = current else { return false }
            index += 1
            switch byte {
            case .doubleQuote, .backslash, .slash: bytes.append(byte)
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "n"): bytes.append(.newline)
            case UInt8(ascii: "r"): bytes.append(.carriageReturn)
            case UInt8(ascii: "t"): bytes.append(.tab)
            case UInt8(ascii: "u"):
                guard let unit = readHexadecimal() else { return false }
                bytes.append(contentsOf: String(scalar(for: unit)).utf8)
            default: return false
            }
            return true
        }

        private mutating func readHexadecimal() -> UInt32? {
            guard text.endIndex - index >= 4 else { return nil }
            let digits = text[index..<(index + 4)]
            guard digits.allSatisfy(\.isHexadecimal) else { return nil }
            index += 4
            return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        }

        /// Joins a surrogate pair; a lone half becomes U+FFFD, as in Go.
        private mutating func scalar(for unit: UInt32) -> Unicode.Scalar {
            if (0xD800..<0xDC00).contains(unit) {
                let start = index
                if take(.backslash), take(UInt8(ascii: "u")), let low = readHexadecimal(),
                    (0xDC00..<0xE000).contains(low),
                    let joined = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
                {
                    return joined
                }
                index = start
            }
            return Unicode.Scalar(unit) ?? "\u{FFFD}"
        }

        // MARK: Other values, which only have to be valid

        /// Skips one value of any kind, with a stack of its own: true for an object, false for an array.
        mutating func skipValue() -> Bool {
            var stack: [Bool] = []
            while true {
                skipBlanks()
                guard let byte = current else { return false }
                var isOpened = false
                switch byte {
                case .openBracket:
                    index += 1
                    stack.append(false)
                    isOpened = true
                case UInt8(ascii: "{"):
                    index += 1
                    stack.append(true)
                    isOpened = true
                case .doubleQuote: guard readString() != nil else { return false }
                default: guard skipLiteral() else { return false }
                }
                guard stack.count < DockerfileLimits.jsonDepth else { return false }
                if isOpened, let isObject = stack.last {
                    skipBlanks()
                    if take(isObject ? UInt8(ascii: "}") : .closeBracket) {
                        stack.removeLast()
                    } else {
                        if isObject, !skipKey() { return false }
                        continue
                    }
                }
                guard closeOrContinue(&stack) else { return false }
                if stack.isEmpty { return true }
            }
        }

        /// After a value: closes what ends here, or steps over the comma (and key) to the next value.
        private mutating func closeOrContinue(_ stack: inout [Bool]) -> Bool {
            while let isObject = stack.last {
                skipBlanks()
                if take(.comma) {
                    skipBlanks()
                    return isObject ? skipKey() : true
                }
                guard take(isObject ? UInt8(ascii: "}") : .closeBracket) else { return false }
                stack.removeLast()
            }
            return true
        }

        private mutating func skipKey() -> Bool {
            skipBlanks()
            guard current == .doubleQuote, readString() != nil else { return false }
            skipBlanks()
            return take(.colon)
        }

        private mutating func skipLiteral() -> Bool {
            for word in ["true", "false", "null"] where text[index...].starts(with: word.utf8) {
                index += word.utf8.count
                return true
            }
            return skipNumber()
        }

        private mutating func skipNumber() -> Bool {
            func isDigit(_ byte: UInt8?) -> Bool { byte?.isDigit ?? false }
            _ = take(.hyphen)
            guard isDigit(current) else { return false }
            if !take(UInt8(ascii: "0")) { skipDigits() }
            if take(.dot) {
                guard isDigit(current) else { return false }
                skipDigits()
            }
            if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
                if !take(UInt8(ascii: "+")) { _ = take(.hyphen) }
                guard isDigit(current) else { return false }
                skipDigits()
            }
            return true
        }

        private mutating func skipDigits() {
            while let byte = current, byte.isDigit { index += 1 }
        }
    }
}
