#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension BuildTrace {
    /// Reads a `StatusResponse` of BuildKit's control API
    /// (https://github.com/moby/buildkit/blob/master/api/services/control/control.proto). Unknown fields are left out.
    init(base64 text: String) throws(EngineError) {
        guard let data = Data(base64Encoded: text) else { throw ProtobufReader.malformed }
        try self.init(protobuf: Array(data)[...])
    }

    init(protobuf bytes: ArraySlice<UInt8>) throws(EngineError) {
        self.init()
        var reader = ProtobufReader(bytes)
        while let (field, value) = try reader.next() {
            switch field {
            case 1: vertices.append(try Vertex(try value.bytes))
            case 2: statuses.append(try VertexStatus(try value.bytes))
            case 3: logs.append(try VertexLog(try value.bytes))
            case 4: warnings.append(try VertexWarning(try value.bytes))
            default: break
            }
        }
    }
}

extension BuildTrace.Vertex {
    fileprivate init(_ bytes: ArraySlice<UInt8>) throws(EngineError) {
        self.init()
        var reader = ProtobufReader(bytes)
        while let (field, value) = try reader.next() {
            switch field {
            case 1: digest = try value.text
            case 2: inputs.append(try value.text)
            case 3: name = try value.text
            case 4: isCached = try value.number != 0
            case 5: started = try value.timestamp
            case 6: completed = try value.timestamp
            case 7: error = try value.text
            default: break
            }
        }
    }
}

extension BuildTrace.VertexStatus {
    fileprivate init(_ bytes: ArraySlice<UInt8>) throws(EngineError) {
        self.init()
        var reader = ProtobufReader(bytes)
        while let (field, value) = try reader.next() {
            switch field {
            case 1: id = try value.text
            case 2: vertex = try value.text
            case 3: name = try value.text
            case 4: current = try value.number
            case 5: total = try value.number
            case 7: started = try value.timestamp
            case 8: completed = try value.timestamp
            default: break
            }
        }
    }
}

extension BuildTrace.VertexLog {
    fileprivate init(_ bytes: ArraySlice<UInt8>) throws(EngineError) {
        self.init()
        var reader = ProtobufReader(bytes)
        while let (field, value) = try reader.next() {
            switch field {
            case 1: vertex = try value.text
            case 2: timestamp = try value.timestamp
            case 3: stream = Int(clamping: try value.number)
            case 4: message = Array(try value.bytes)
            default: break
            }
        }
    }
}

extension BuildTrace.VertexWarning {
    fileprivate init(_ bytes: ArraySlice<UInt8>) throws(EngineError) {
        self.init()
        var reader = ProtobufReader(bytes)
        while let (field, value) = try reader.next() {
            switch field {
            case 1: vertex = try value.text
            case 2: level = try value.number
            case 3: short = try value.text
            case 4: detail.append(try value.text)
            case 5: url = try value.text
            default: break
            }
        }
    }
}
