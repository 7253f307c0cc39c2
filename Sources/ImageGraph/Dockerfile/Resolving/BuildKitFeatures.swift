/// Finds what Docker's classic builder cannot do. It goes through every stage up to the target, needed or not.
enum BuildKitFeatures {
    static func features(of dockerfile: Dockerfile, upTo target: Int) -> [BuildKitFeature] {
        var features: [BuildKitFeature] = []
        for stage in dockerfile.stages[...target] {
            for text in [stage.base, stage.platform ?? ""] {
                for name in platformArguments(in: text) {
                    features.append(BuildKitFeature(kind: .platformArgument, text: "$" + name, line: stage.line))
                }
            }
            for instruction in dockerfile.instructions(of: stage) { features += self.features(of: instruction) }
        }
        return features
    }

    private static func features(of instruction: Instruction) -> [BuildKitFeature] {
        var features = instruction.heredocs.map {
            BuildKitFeature(kind: .heredoc, text: "<<" + $0.name, line: instruction.line)
        }
        let (kind, flags): (BuildKitFeature.Kind, [String]) =
            switch instruction.command {
            case .run(let run): (.runFlag, run.flagsUsed)
            case .copy(let copy): (.copyFlag, copy.flagsUsed)
            case .add(let add): (.copyFlag, add.flagsUsed)
            default: (.copyFlag, [])
            }
        for name in flags where name != "chown" && name != "from" {
            features.append(BuildKitFeature(kind: kind, text: "--" + name, line: instruction.line))
        }
        return features
    }

    /// The predefined arguments that a text mentions, in order.
    private static func platformArguments(in text: String) -> [String] {
        guard text.utf8.contains(.dollar) else { return [] }
        return text.split { !($0.isASCII && $0.isLetter || $0.isNumber || $0 == "_") }
            .map(String.init).filter(GlobalScope.predefined.contains)
    }
}
