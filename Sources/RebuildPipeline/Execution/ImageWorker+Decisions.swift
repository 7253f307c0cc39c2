import DockerEngine
import ImageGraph
import RebuildPlanning

extension ImageWorker {
    // MARK: Keeping

    func keep(_ image: PlannedImage) async throws(StepFailure) -> ImageResult {
        guard let id = image.imageID else {
            throw StepFailure(.tag, "the plan keeps \(image.key) but names no image")
        }
        guard let last = image.missingTags.last else {
            for leftover in image.leftovers { await drop(leftover) }
            return .ended(.kept(id: id, addedTags: []), PullAttempts())
        }
        let required = image.missingTags.filter(image.requiredTags.contains)
        let outcome = ImageOutcome.kept(id: id, addedTags: image.missingTags)
        guard !required.isEmpty else {
            // Only tags that its labels deserve, whatever its sources are now.
            try await tag(id, image, image.missingTags.dropLast())
            let rest = Unfinished(id: id, outcome: outcome, tags: [last], leftovers: image.leftovers)
            return .unfinished(rest, PullAttempts())
        }
        try await requireCurrent(image, id)
        try await tag(id, image, image.missingTags.filter { !required.contains($0) })
        var rest = Unfinished(id: id, outcome: outcome, tags: required, leftovers: image.leftovers)
        if try await isOfResumedRun(image, id) {
            try await tag(id, image, image.tagsIfBuilt)
            let built = ImageOutcome.built(id: id, tags: image.tagsIfBuilt, log: nil, seconds: 0)
            rest = Unfinished(id: id, outcome: built, tags: required, leftovers: image.leftovers)
        }
        return .unfinished(rest, PullAttempts())
    }

    /// Whether the run that is resumed built it, and was cut off before it could write that down.
    private func isOfResumedRun(_ image: PlannedImage, _ id: String) async throws(StepFailure) -> Bool {
        guard let earlier = options.resumed, let started = earlier.started,
            !earlier.done.contains(image.reference.familiarName),
            let date = try await inspect(id, .tag)?.labels[LabelName.buildDate]
        else { return false }
        // Both are of one form and zone.
        return date >= started
    }

    // MARK: Pulling

    func pull(_ image: PlannedImage, _ attempts: inout PullAttempts) async throws(StepFailure) -> ImageResult {
        if let refusal = image.refusal { throw StepFailure(.pull, "\(refusal)") }
        let puller = ImagePuller(engine: engine, options: options, reach: reach, handler: handler)
        var lastMessage = "nothing to ask the registry for"
        asking: for reference in image.pullReferences {
            switch try await puller.pull(reference, for: image) {
            case .usable(let found):
                let given = contentTags(of: found, from: reference, image)
                attempts.usable = found.adding(given.map { "\(image.reference.familiarName):\($0)" })
                try await requireCurrent(image, found.id)
                try await tag(found.id, image, given)
                let outcome = ImageOutcome.pulled(id: found.id, from: reference)
                let tags = image.requiredTags
                let rest = Unfinished(id: found.id, outcome: outcome, tags: tags, leftovers: image.leftovers)
                return .unfinished(rest, attempts)
            case .missing(let message):
                lastMessage = message
                // An image that can only be pulled fails with this very message; it is listed once.
                if image.ifNotPulled != nil { attempts.missed.append(.init(reference: reference, message: message)) }
            case .unreachable(let error):
                guard image.ifNotPulled != nil else { throw StepFailure(.pull, error) }
                await tellUnreachable(reference, error)
                lastMessage = error.message
                attempts.missed.append(.init(reference: reference, message: error.message))
                break asking  // the others are the same registry's
            case .obsolete(let found):
                lastMessage = "\(reference.familiar) is not as its sources ask for: \(found.reason)"
                attempts.obsolete.append(found)
            }
        }
        guard let alternative = image.ifNotPulled else { throw StepFailure(.pull, lastMessage) }
        handler(.notPulled(image.key, message: lastMessage))
        var instead = image.taking(alternative, because: attempts.reasons)
        // What was asked for is told with the attempts.
        instead.findings = []
        return .instead(instead, attempts)
    }

    /// The tags of its content that a pulled image gets: the one it was asked for by, which a pull by digest does not give, and
    /// that of the commit which its labels name and which is the one of now.
    private func contentTags(of found: PullAttempts.Usable, from reference: ImageReference, _ image: PlannedImage)
        -> [String]
    {
        guard image.pullDigest != nil else { return [] }
        let hash = image.role == .buildable ? DeservedTags(found.labels)?.hash : nil
        return [reference.tag, hash == image.commit ? hash : nil].compactMap(\.self)
    }

    private func tellUnreachable(_ reference: ImageReference, _ error: EngineError) async {
        guard await reach.isFirstTold(reference.domain) else { return }
        handler(.warning("\(reference.domain) cannot be reached, so what can be built is built: \(error.message)"))
    }

    // MARK: Building

    func build(_ image: PlannedImage, _ attempts: PullAttempts) async throws(StepFailure) -> ImageResult {
        if let refusal = image.refusal { throw StepFailure(.build, "\(refusal)") }
        let provisional = provisionalTag(image)
        let built = try await builder.build(image, as: provisional)
        let outcome = ImageOutcome.built(
            id: built.id,
            tags: image.tagsIfBuilt,
            log: built.log,
            seconds: built.seconds
        )
        let rest = try await settle(image, built, provisional, outcome)
        if let records = options.records, let record = await sources.record(of: image.key) { records.keep(record) }
        return .unfinished(rest, attempts)
    }

    func relabel(_ image: PlannedImage) async throws(StepFailure) -> ImageResult {
        guard let id = image.imageID else {
            throw StepFailure(.build, "the plan relabels \(image.key) but names no image")
        }
        guard let present = try await inspect(id, .build) else {
            return try insteadOfRelabel(image, .notPresent(reference: id))
        }
        let provisional = provisionalTag(image)
        let built: ImageBuild.Built
        switch try await builder.relabel(image, present, as: provisional) {
        case .success(let done): built = done
        case .failure(let obstacle): return try insteadOfRelabel(image, .notRelabelled(image: id, obstacle: obstacle))
        }
        guard try await inspect(built.id, .build)?.layers == present.layers else {
            await drop(.init(imageID: built.id, reference: provisional))
            return try insteadOfRelabel(image, .notRelabelled(image: id, obstacle: .layersDiffer))
        }
        let outcome = ImageOutcome.relabelled(
            id: built.id,
            tags: image.tagsIfBuilt,
            log: built.log,
            seconds: built.seconds
        )
        return .unfinished(try await settle(image, built, provisional, outcome), PullAttempts())
    }

    private var builder: ImageBuild {
        ImageBuild(workspace: workspace, sources: sources, engine: engine, options: options, handler: handler)
    }

    private func provisionalTag(_ image: PlannedImage) -> String {
        "\(image.reference.familiarName):\(UnfinishedTag.tag(of: options.random()))"
    }

    /// Judges what a build made, and gives it the tags of a clean image. What is not as the plan says loses the tag that it has.
    private func settle(
        _ image: PlannedImage,
        _ built: ImageBuild.Built,
        _ provisional: String,
        _ outcome: ImageOutcome
    ) async throws(StepFailure) -> Unfinished {
        let leftover = PlannedImage.Leftover(imageID: built.id, reference: provisional)
        do throws(StepFailure) {
            try await requireCurrent(image, built.id, log: built.log)
        } catch {
            await drop(leftover)
            throw error
        }
        try await tag(built.id, image, image.tagsIfBuilt, log: built.log)
        return Unfinished(
            id: built.id,
            outcome: outcome,
            tags: image.requiredTags,
            leftovers: [leftover] + image.leftovers,
            log: built.log
        )
    }

    private func insteadOfRelabel(_ image: PlannedImage, _ reason: Reason) throws(StepFailure) -> ImageResult {
        guard let alternative = image.ifNotRelabelled else { throw StepFailure(.build, "\(reason)") }
        handler(.notRelabelled(image.key, message: "\(reason)"))
        return .instead(image.taking(alternative, because: [reason]), PullAttempts())
    }
}
