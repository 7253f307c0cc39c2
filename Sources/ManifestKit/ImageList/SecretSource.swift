/// Where the value of a build secret comes from, in docker's own grammar.
///
///     id=NAME[,src=FILE | ,source=FILE | ,env=VARIABLE][,type=file|env]
///
/// Fields are comma-separated values: one with a comma in it stands in double quotes, as in `id=a,"src=b,c"`. With neither file nor
/// variable, the value is that of the variable called `NAME`, else of the file of that name
/// (https://docs.docker.com/reference/cli/docker/buildx/build/#secret).
public struct SecretSource: Sendable, Hashable {
    public enum Place: Sendable, Hashable {
        /// As written; a relative path begins at the folder of whoever wrote it.
        case file(String)
        case variable(String)
        /// The variable of the secret's own name, else the file.
        case either(String)
    }

    /// What `id=` of a mount says.
    public let id: String
    public let place: Place

    public init(id: String, place: Place) {
        self.id = id
        self.place = place
    }

    /// Reads the grammar above.
    public init(parsing text: String) throws(BuildAttachableError) {
        var values: [String: String] = [:]
        for field in try Self.fields(of: text) {
            guard let equals = field.firstIndex(of: "=") else {
                throw BuildAttachableError("'\(field)' is not KEY=VALUE", hint: Self.form)
            }
            let key = field[..<equals].lowercased()
            guard let name = Self.keys[key] else {
                throw BuildAttachableError("unknown key '\(key)'", hint: Self.form)
            }
            guard values.updateValue(String(field[field.index(after: equals)...]), forKey: name) == nil else {
                throw BuildAttachableError("\(key) is given twice", hint: Self.form)
            }
        }
        guard let id = values["id"], !id.isEmpty else { throw BuildAttachableError("there is no id", hint: Self.form) }
        self.id = id
        place = try Self.place(id, values)
    }

    private static let keys = ["id": "id", "src": "src", "source": "src", "env": "env", "type": "type"]
    private static let form = "it is written id=NAME,src=FILE or id=NAME,env=VARIABLE"

    private static func place(_ id: String, _ values: [String: String]) throws(BuildAttachableError) -> Place {
        let (file, variable) = (values["src"] ?? "", values["env"] ?? "")
        guard file.isEmpty || variable.isEmpty else { throw BuildAttachableError("it has both a file and a variable") }
        switch values["type"] ?? "" {
        case "": break
        case "file":
            guard variable.isEmpty else { throw BuildAttachableError("its type is file, and it names a variable") }
            if file.isEmpty { return .file(id) }
        case "env":
            // With this type `src` names the variable.
            return .variable(!variable.isEmpty ? variable : !file.isEmpty ? file : id)
        case let other: throw BuildAttachableError("unknown type '\(other)'", hint: "types are file and env")
        }
        if !variable.isEmpty { return .variable(variable) }
        return file.isEmpty ? .either(id) : .file(file)
    }

    /// One line of comma-separated values (RFC 4180).
    private static func fields(of text: String) throws(BuildAttachableError) -> [String] {
        var fields: [String] = []
        var rest = text[...]
        while true {
            var field = ""
            if rest.first == "\"" {
                rest.removeFirst()
                while let end = rest.firstIndex(of: "\"") {
                    field += rest[..<end]
                    rest = rest[rest.index(after: end)...]
                    guard rest.first == "\"" else { break }
                    field.append(rest.removeFirst())
                }
                guard rest.isEmpty || rest.first == ",", text.count(where: { $0 == "\"" }) % 2 == 0 else {
                    throw BuildAttachableError("a quote is not closed, or stands within a field", hint: form)
                }
            } else {
                field = String(rest.prefix { $0 != "," })
                rest = rest.dropFirst(field.count)
            }
            fields.append(field)
            guard rest.popFirst() != nil else { return fields }
        }
    }
}
